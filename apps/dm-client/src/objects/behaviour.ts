import { MOID } from '@dm2/protocol';
import { interiorNode, setNode, type Behaviour, type Executable } from '@dm2/client-engine';
import { downloadAndUpdate, packageStored, update } from './firmware.js';

const demoAlert = (action: string, status: number) => ({
  AlertType: `urn:dm2:at:demo:1.0:${action}`,
  DataType: 'application/json',
  Data: { result: status },
});

/** `Actions/Reset`: no items, level 0. */
const reset: Executable = {
  run({ tree, target: { moid, miid } }) {
    const emptied = setNode(tree, moid, miid, ['Items'], interiorNode([]));
    return { status: 200, tree: setNode(emptied, moid, miid, ['Level'], { value: 0 }) };
  },
  alert: (_target, status) => demoAlert('Reset', status),
};

/** `Actions/Fail`: fails. */
const fail: Executable = {
  run: () => ({ status: 500 }),
  alert: (_target, status) => demoAlert('Fail', status),
};

const EXECUTABLES: ReadonlyMap<string, Executable> = new Map([
  [`${MOID.demo} Actions/Reset`, reset],
  [`${MOID.demo} Actions/Fail`, fail],
  [`${MOID.fumo} Update`, update],
  [`${MOID.fumo} DownloadAndUpdate`, downloadAndUpdate],
]);

/** What the objects of the simulated device do. */
export const behaviour: Behaviour = {
  find: (moid, path) => EXECUTABLES.get(`${moid} ${path.join('/')}`),
  stored: packageStored,
};
