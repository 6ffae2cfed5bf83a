import { MOID } from '@dm2/protocol';
import {
  findInstance,
  nodeAt,
  setNode,
  type Executable,
  type Execution,
  type ExecutionTarget,
  type StoredNode,
  type StoredTree,
} from '@dm2/client-engine';
import { withLeaf } from './factory.js';

/** States of a firmware update (FUMO 1.0, State). */
export const UPDATE_STATE = {
  downloadFailed: 20,
  readyToUpdate: 50,
  failedWithoutData: 80,
  successful: 100,
} as const;
/** What an execution ends with; the ranges are those recommended for application specific codes (TS App. C). */
export const UPDATE_RESULT = { successful: 200, noPackage: 1410, downloadFailed: 1450 } as const;

const at = (tree: StoredTree, { moid, miid }: ExecutionTarget, path: readonly string[]) => {
  const instance = findInstance(tree, moid, miid);
  return instance && nodeAt(instance.root, path);
};

function hasData(node: StoredNode | undefined): boolean {
  return (
    node !== undefined && ('blob' in node || ('value' in node && node.value !== '' && node.value !== null))
  );
}

function withState(tree: StoredTree, { moid, miid }: ExecutionTarget, state: number): StoredTree {
  return setNode(tree, moid, miid, ['State'], { value: state });
}

/** Puts the package to use: the firmware gets the package's version, the package makes room. */
function install(tree: StoredTree, target: ExecutionTarget): Execution {
  const { moid, miid } = target;
  const version = at(tree, target, ['PkgVersion']);
  let after = setNode(tree, moid, miid, ['Update', 'PkgData'], { value: '' });
  if (version && 'value' in version && typeof version.value === 'string' && version.value !== '')
    after = withLeaf(after, MOID.devInfo, ['FwV'], version.value);
  return {
    status: UPDATE_RESULT.successful,
    tree: withState(after, target, UPDATE_STATE.successful),
  };
}

/** `Update`: installs `Update/PkgData`. */
export const update: Executable = {
  run({ tree, target }) {
    if (hasData(at(tree, target, ['Update', 'PkgData']))) return install(tree, target);
    return {
      status: UPDATE_RESULT.noPackage,
      tree: withState(tree, target, UPDATE_STATE.failedWithoutData),
    };
  },
  alert: (_target, status) => alert('update', status),
};

/** `DownloadAndUpdate`: fetches from its `PkgURL`, then installs. */
export const downloadAndUpdate: Executable = {
  slow: true,
  async run({ tree, target, fetch }) {
    const url = at(tree, target, ['DownloadAndUpdate', 'PkgURL']);
    try {
      if (!url || !('value' in url) || typeof url.value !== 'string' || url.value === '')
        throw new Error('PkgURL is empty');
      const data = await fetch(url.value);
      return install(setNode(tree, target.moid, target.miid, ['Update', 'PkgData'], data), target);
    } catch {
      return {
        status: UPDATE_RESULT.downloadFailed,
        tree: withState(tree, target, UPDATE_STATE.downloadFailed),
      };
    }
  },
  alert: (_target, status) => alert('downloadandupdate', status),
};

/** FUMO 1.0 names the alert; its result travels as JSON (TS 13.1). */
function alert(operation: string, status: number) {
  return {
    AlertType: `org.openmobilealliance.dm.firmwareupdate.${operation}`,
    DataType: 'application/json',
    Data: { ResultCode: status },
  };
}

/** A package that has come is ready to be installed. */
export function packageStored(tree: StoredTree, target: ExecutionTarget): StoredTree {
  const isPackage = target.moid === MOID.fumo && target.path.join('/') === 'Update/PkgData';
  return isPackage && hasData(at(tree, target, ['Update', 'PkgData']))
    ? withState(tree, target, UPDATE_STATE.readyToUpdate)
    : tree;
}
