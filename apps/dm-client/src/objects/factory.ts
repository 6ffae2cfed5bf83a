import { randomBytes } from 'node:crypto';
import { MOID } from '@dm2/protocol';
import {
  accountNode,
  ALL_RIGHTS,
  accountsOf,
  addInstance,
  EMPTY_DEVICE,
  findInstance,
  grant,
  interiorNode,
  nodeAt,
  RIGHT,
  sameNode,
  serverAuthority,
  setNode,
  type LeafValue,
  type NewAccount,
  type StoredDevice,
  type StoredNode,
  type StoredTree,
} from '@dm2/client-engine';

/** Facts of the simulated device. */
export interface DeviceFacts {
  readonly devId: string;
  readonly lang: string;
}

const leaf = (value: LeafValue): StoredNode => ({ value });
const interior = (children: Record<string, StoredNode>): StoredNode => interiorNode(Object.entries(children));

/**
 * A device as it leaves its factory: DevInfo, Session Information, FUMO and the demo object; it knows no server yet. With access
 * control (TS 10) every server it will know may read what it is, and read, write and execute the rest.
 */
export function newDevice(
  facts: DeviceFacts,
  { accessControl }: { readonly accessControl: boolean },
): StoredDevice {
  let device: StoredDevice = { ...EMPTY_DEVICE, epoch: randomBytes(6).toString('base64url') };
  const add = (moid: string, name: string, root: StoredNode, miid: string) => {
    device = addInstance(device, moid, name, root, miid).tree;
  };
  add(MOID.devInfo, 'DevInfo', devInfo(facts), 'devinfo');
  add(MOID.sessionInfo, 'SessionInfoMO', interior({ CBT: leaf(2), ROAMING: leaf(2) }), 'session');
  add(MOID.fumo, 'FUMO', fumo(), 'fumo');
  add(MOID.demo, 'Demo', demo(), 'demo');
  if (!accessControl) return device;
  add(MOID.accessControl, 'DacMO', interior({}), 'dac');
  const use = RIGHT.read | RIGHT.write | RIGHT.execute;
  device = grant(device, MOID.devInfo, 'devinfo', '*', RIGHT.read);
  device = grant(device, MOID.sessionInfo, 'session', '*', RIGHT.read);
  device = grant(device, MOID.fumo, 'fumo', '*', use);
  return grant(device, MOID.demo, 'demo', '*', use);
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

function fumo(): StoredNode {
  return interior({
    PkgName: leaf(''),
    PkgVersion: leaf(''),
    Update: interior({ PkgData: leaf('') }),
    DownloadAndUpdate: interior({ PkgURL: leaf('') }),
    State: leaf(10),
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

/** Sets facts of a device that was made before. */
export function withFacts(device: StoredDevice, facts: Partial<DeviceFacts>): StoredDevice {
  let after = device;
  if (facts.devId !== undefined) after = withLeaf(after, MOID.devInfo, ['DevID'], facts.devId);
  if (facts.lang !== undefined) after = withLeaf(after, MOID.devInfo, ['Lang'], facts.lang);
  return after;
}

/**
 * Adds the account of a DM Server, or brings the one with its `SrvID` up to date. It is the device's owner who does this: a new
 * server gets all rights on what is there, but for the accounts of others.
 */
export function withAccount(device: StoredDevice, account: NewAccount): StoredDevice {
  const known = accountsOf(device).find(({ srvId }) => srvId === account.srvId);
  const node = accountNode(account);
  if (known !== undefined) {
    const before = findInstance(device, MOID.dmAccount, known.miid)?.root;
    return before && sameNode(before, node) ? device : setNode(device, MOID.dmAccount, known.miid, [], node);
  }
  const { tree, miid } = addInstance(device, MOID.dmAccount, 'DMAcc', node);
  return tree.instances
    .filter((instance) => instance.moid !== MOID.dmAccount || instance.miid === miid)
    .filter(({ moid }) => moid !== MOID.accessControl)
    .reduce(
      (granted, instance) =>
        grant(granted, instance.moid, instance.miid, serverAuthority(account.srvId), ALL_RIGHTS),
      tree,
    );
}

/** Sets a leaf of the only instance of an object; without a change the tree stays what it is. */
export function withLeaf<T extends StoredTree>(
  tree: T,
  moid: string,
  path: readonly string[],
  value: LeafValue | undefined,
): T {
  const instance = tree.instances.find((candidate) => candidate.moid === moid);
  const before = instance && nodeAt(instance.root, path);
  const same = value === undefined ? !before : before && 'value' in before && before.value === value;
  if (!instance || same) return tree;
  return setNode(tree, moid, instance.miid, path, value === undefined ? undefined : leaf(value));
}
