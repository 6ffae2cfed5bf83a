import { MOID } from '@dm2/protocol';
import {
  accountNode,
  addInstance,
  EMPTY_DEVICE,
  setNode,
  type Executable,
  type Executables,
  type NewAccount,
  type StoredDevice,
  type StoredNode,
} from '@dm2/client-engine';

/** Facts of the simulated device. */
export interface DeviceFacts {
  readonly devId: string;
  readonly lang: string;
}

const leaf = (value: string | number | boolean | null): StoredNode => ({ value });
const interior = (children: Record<string, StoredNode>): StoredNode => ({ children });

/** A device as it leaves its factory: DevInfo, Session Information, FUMO, the demo object, and one account. */
export function newDevice(facts: DeviceFacts, account: NewAccount | undefined): StoredDevice {
  let state = EMPTY_DEVICE;
  const add = (moid: string, name: string, root: StoredNode, miid: string) => {
    state = addInstance(state, moid, name, root, miid).state;
  };
  add(MOID.devInfo, 'DevInfo', devInfo(facts), 'devinfo');
  add(MOID.sessionInfo, 'SessionInfoMO', interior({ CBT: leaf(2) }), 'session');
  add(
    MOID.fumo,
    'FUMO',
    interior({
      PkgName: leaf(''),
      PkgVersion: leaf(''),
      Update: interior({ PkgData: leaf('') }),
      State: leaf(10),
    }),
    'fumo',
  );
  add(MOID.demo, 'Demo', demo(), 'demo');
  return account ? withAccount(state, account) : state;
}

function devInfo({ devId, lang }: DeviceFacts): StoredNode {
  return interior({
    DevID: leaf(devId),
    Man: leaf('dm2'),
    Mod: leaf('Simulator'),
    DmV: leaf('2.0'),
    Lang: leaf(lang),
    DevType: leaf('phone'),
    OEM: leaf('dm2'),
    FwV: leaf('2.0'),
    SwV: leaf('0.1.0'),
    HwV: leaf('1'),
  });
}

function demo(): StoredNode {
  const item = (label: string, count: number) => interior({ Label: leaf(label), Count: leaf(count) });
  return interior({
    Name: leaf('demo'),
    Level: leaf(5),
    Enabled: leaf(true),
    Items: interior({ first: item('one', 1), second: item('two', 2) }),
    Actions: interior({ Reset: leaf(null), Fail: leaf(null) }),
  });
}

/** Adds the account of a DM Server, or brings the one with its `SrvID` up to date. */
export function withAccount(state: StoredDevice, account: NewAccount): StoredDevice {
  const miid = state.instances.find(
    ({ moid, root }) =>
      moid === MOID.dmAccount &&
      'children' in root &&
      root.children['SrvID'] &&
      'value' in root.children['SrvID'] &&
      root.children['SrvID'].value === account.srvId,
  )?.miid;
  const node = accountNode(account);
  return miid === undefined
    ? addInstance(state, MOID.dmAccount, 'DMAcc', node).state
    : setNode(state, MOID.dmAccount, miid, [], node);
}

const reset: Executable = (state, { moid, miid }) => {
  const emptied = setNode(state, moid, miid, ['Items'], interior({}));
  return { status: 200, state: setNode(emptied, moid, miid, ['Level'], leaf(0)) };
};

const fail: Executable = () => ({ status: 500 });

/** FUMO: with a package the update is taken as done (state 100); without one there is nothing to install. */
const update: Executable = (state, { moid, miid }) => {
  const root = state.instances.find((instance) => instance.moid === moid && instance.miid === miid)?.root;
  const node = root && 'children' in root ? root.children['Update'] : undefined;
  const data = node && 'children' in node ? node.children['PkgData'] : undefined;
  const empty = !data || ('value' in data && (data.value === '' || data.value === null));
  return { status: empty ? 1400 : 200, state: setNode(state, moid, miid, ['State'], leaf(empty ? 70 : 100)) };
};

const ACTIONS: Readonly<Record<string, Executable>> = {
  [`${MOID.demo} Actions/Reset`]: reset,
  [`${MOID.demo} Actions/Fail`]: fail,
  [`${MOID.fumo} Update`]: update,
};

/** What the simulator's nodes do when they are executed. */
export const executables: Executables = {
  find: (moid, path) => ACTIONS[`${moid} ${path.join('/')}`],
};
