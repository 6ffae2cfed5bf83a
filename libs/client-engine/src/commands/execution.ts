import { isValidStatus } from '@dm2/protocol';
import type { BlobStore, Executable, Execution, ExecutionTarget } from '../ports.js';
import type { StoredDevice } from '../stored-device.js';
import { receiveLeaf } from './received.js';
import { download, type TransferPorts } from './transfer.js';

/** What an execution may use of the device. */
export interface ExecutionPorts extends TransferPorts {
  readonly tree: StoredDevice;
  readonly blobs: BlobStore;
  readonly serverUri: (uri: string) => string;
}

/** Runs what an `Exec` node does. What it did not foresee is status 500. */
export async function runExecutable(
  executable: Executable,
  { moid, miid, path }: ExecutionTarget,
  ports: ExecutionPorts,
): Promise<Execution & { readonly reason?: string }> {
  try {
    const done = await executable.run({
      tree: ports.tree,
      target: { moid, miid, path },
      fetch: (uri) =>
        download(ports.serverUri(uri), ports, (received) =>
          receiveLeaf(received, 'bin', path.join('/'), ports.blobs),
        ),
    });
    if (isValidStatus('EXEC', done.status)) return done;
    return {
      status: 500,
      reason: `the execution ended with ${done.status}, which EXEC does not have (TS App. C)`,
    };
  } catch (error) {
    return { status: 500, reason: error instanceof Error ? error.message : String(error) };
  }
}
