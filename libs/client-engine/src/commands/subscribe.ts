import { canonicalMoid } from '@dm2/protocol';
import { rootDdf } from '../accounts.js';
import { CommandFailure } from '../command-failure.js';
import { fingerprintOf } from '../reports.js';
import type { Subscription } from '../stored-device.js';
import {
  httpUri,
  readClientUri,
  requireManaged,
  type CommandContext,
  type CommandOutcome,
} from './context.js';
import { read } from './read.js';

/**
 * SUB (TS 5.3.11): changes of what the ClientURI addresses are PUT to the ServerURI from now on. A server subscribes to what it may
 * read; the same ClientURI again replaces the ServerURI, and what was not reported yet goes there.
 */
export function subscribe(serverUri: string, clientUri: string, context: CommandContext): CommandOutcome {
  httpUri(serverUri, context);
  const reading = read(clientUri, context);
  const { srvId } = context.account;
  const known = context.tree.subscriptions.find((other) => isSame(other, { srvId, clientUri }));
  const reported = known?.reported ?? fingerprintOf(reading.targets, reading.uri.lv);
  return {
    status: 200,
    more: ({ subscriptions }) => ({
      subscriptions: [
        ...subscriptions.filter((other) => !isSame(other, { srvId, clientUri })),
        { clientUri, serverUri, srvId, reported },
      ],
    }),
  };
}

type Subscribed = Pick<Subscription, 'srvId' | 'clientUri'>;

function isSame(a: Subscribed, b: Subscribed): boolean {
  return a.srvId === b.srvId && a.clientUri === b.clientUri;
}

/** UNSUB (TS 5.3.12): ends the server's own subscription with the same ClientURI; 404 if there is none. */
export function unsubscribe(clientUri: string, context: CommandContext): CommandOutcome {
  readClientUri(clientUri);
  const { srvId } = context.account;
  const isIt = (other: Subscribed) => isSame(other, { srvId, clientUri });
  if (!context.tree.subscriptions.some(isIt))
    throw new CommandFailure(404, `${srvId} has not subscribed to ${clientUri}`);
  return {
    status: 200,
    more: ({ subscriptions }) => ({ subscriptions: subscriptions.filter((other) => !isIt(other)) }),
  };
}

/** DEFAULT (TS 5.3.10): where an object comes from when an application of the device wants it. One ServerURI for each MOID. */
export function setDefault(serverUri: string, named: string, context: CommandContext): CommandOutcome {
  const moid = canonicalMoid(named);
  httpUri(serverUri, context);
  requireManaged(moid, context);
  if (!rootDdf(context.descriptions, moid))
    throw new CommandFailure(404, `${moid} is not known to this device`);
  const { srvId } = context.account;
  return {
    status: 200,
    more: ({ defaults }) => ({
      defaults: [...defaults.filter((other) => other.moid !== moid), { moid, serverUri, srvId }],
    }),
  };
}
