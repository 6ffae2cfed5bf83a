import { createHash } from 'node:crypto';
import { ddfChild, type DdfNode } from '@dm2/protocol';
import { accountsOf } from './accounts.js';
import { CommandFailure } from './command-failure.js';
import type { Target } from './commands/context.js';
import { deliver, formsOf } from './commands/forms.js';
import { read, shallow } from './commands/read.js';
import type { DeviceState } from './device-state.js';
import type { DevicePorts } from './device-ports.js';
import { serverUriValuesOf, usableServerUri, withoutQuery } from './server-uri.js';
import {
  interiorNode,
  isInterior,
  type StoredDevice,
  type StoredNode,
  type Subscription,
} from './stored-device.js';

/** A digest of what is read of nodes, so many levels: it tells whether a subscriber knows what is there. */
export function fingerprintOf(targets: readonly Target[], levels: number | undefined): string {
  const content = targets.map(({ uri, node, ddf }) => [
    uri,
    canonical(readable(shallow(node.stored, levels), ddf)),
  ]);
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}

function readable(node: StoredNode, ddf: DdfNode): StoredNode {
  if (!isInterior(node)) return node;
  return interiorNode(
    Object.entries(node.children).flatMap(([name, child]) => {
      const described = ddfChild(ddf, name);
      return described?.access.has('Get') ? [[name, readable(child, described)] as const] : [];
    }),
  );
}

/** The order of children means nothing. */
function canonical(node: StoredNode): unknown {
  if (!isInterior(node)) return node;
  return Object.entries(node.children)
    .map(([name, child]): [string, unknown] => [name, canonical(child)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What one pass over the subscriptions came to. */
export interface ReportPass {
  readonly delivered: number;
  /** Reports to try again: no answer came, or one that may be another next time. */
  readonly failed: number;
}

/**
 * PUTs to each subscriber what has changed since it was last told (TS 5.3.11). Changes between two passes travel as one. What a server
 * may no longer read is not reported to it (TS 10); where nothing is left, an empty array is sent.
 */
export async function reportChanges(device: DeviceState, ports: DevicePorts): Promise<ReportPass> {
  let [delivered, failed] = [0, 0];
  for (const subscription of device.current.subscriptions) {
    const report = changeOf(subscription, device.current, ports);
    if (report === undefined) continue;
    if (report === 'orphan') {
      await replaceSubscription(device, subscription, undefined);
      continue;
    }
    const outcome = await put(subscription, report, device.current, ports);
    if (outcome === 'again') failed += 1;
    else {
      if (outcome === 'taken') delivered += 1;
      await replaceSubscription(device, subscription, { ...subscription, reported: report.fingerprint });
    }
  }
  return { delivered, failed };
}

interface Report {
  readonly fingerprint: string;
  readonly targets: readonly Target[];
  readonly lv: number | undefined;
}

/** What there is to report; `orphan` if the server has no account here any more. */
function changeOf(
  { clientUri, srvId, reported }: Subscription,
  tree: StoredDevice,
  { descriptions }: DevicePorts,
): Report | 'orphan' | undefined {
  const account = accountsOf(tree).find((candidate) => candidate.srvId === srvId);
  if (!account) return 'orphan';
  let found: Pick<Report, 'targets' | 'lv'>;
  try {
    const { targets, uri } = read(clientUri, { tree, account, descriptions });
    found = { targets, lv: uri.lv };
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.status !== 404) return undefined;
    found = { targets: [], lv: undefined };
  }
  const fingerprint = fingerprintOf(found.targets, found.lv);
  return fingerprint === reported ? undefined : { ...found, fingerprint };
}

async function put(
  { clientUri, serverUri }: Subscription,
  { targets, lv }: Report,
  tree: StoredDevice,
  ports: DevicePorts,
): Promise<'taken' | 'refused' | 'again'> {
  let url = serverUri;
  const log = (status: number | null, reason?: string) =>
    ports.log.record({
      type: 'subscription.reported',
      data: { clientUri, url: withoutQuery(url), status, ...(reason === undefined ? {} : { reason }) },
    });
  try {
    url = usableServerUri(serverUri, serverUriValuesOf(tree, ports));
    const forms = await formsOf(
      targets.map((target) => ({ target, lv })),
      { tree, blobs: ports.blobs },
    );
    const delivery = await deliver('PUT', url, forms, undefined, ports);
    if (delivery.kind === 'taken') {
      log(200);
      return 'taken';
    }
    if (delivery.kind === 'unacceptable') {
      log(415, `it takes ${delivery.takes ?? 'no format of this device'}`);
      return 'refused';
    }
    log(delivery.status, `it answered ${delivery.status}`);
    const final =
      delivery.status >= 400 && delivery.status <= 499 && ![401, 408, 425, 429].includes(delivery.status);
    return final ? 'refused' : 'again';
  } catch (error) {
    log(null, error instanceof Error ? error.message : String(error));
    return error instanceof CommandFailure && error.status === 400 ? 'refused' : 'again';
  }
}

async function replaceSubscription(
  device: DeviceState,
  before: Subscription,
  after: Subscription | undefined,
): Promise<void> {
  await device.change((state) => ({
    ...state,
    subscriptions: state.subscriptions.flatMap((other) =>
      other === before ? (after ? [after] : []) : [other],
    ),
  }));
}
