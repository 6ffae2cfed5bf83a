import {
  decodeNotification,
  ProtocolError,
  verifyDigest,
  type ConnectionType,
  type Notification,
} from '@dm2/protocol';
import { accountsOf, type Account } from './accounts.js';
import type { DeviceState } from './device-state.js';
import type { StoredDevice } from './stored-device.js';

/** Duplicates are known among this many of the latest notifications. */
const REMEMBERED = 256;

/** How a device can reach a server. */
export type Bearer = Exclude<ConnectionType, 'any'>;

export interface NotificationOptions {
  /** Takes a notification without digest even if the account has a secret. */
  readonly allowUnsigned?: boolean;
  /** Seconds after which one with a TIMESTAMP is too old; without, none is (TS 5.2.1.2: MAY). */
  readonly maxAge?: number;
  readonly now: Date;
  /** What the device has, the preferred first. */
  readonly bearers: readonly Bearer[];
}

export type NotificationVerdict =
  | {
      readonly kind: 'take';
      readonly account: Account;
      readonly notification: Notification;
      /** Over what the session is to run. */
      readonly bearer: Bearer | undefined;
    }
  | { readonly kind: 'drop'; readonly reason: string };

/**
 * Takes or drops a Package#0. One that is taken is remembered before anything follows from it: after a crash, too, the same
 * notification is a duplicate.
 */
export async function takeNotification(
  device: DeviceState,
  bytes: Uint8Array,
  options: NotificationOptions,
): Promise<NotificationVerdict> {
  let verdict: NotificationVerdict = { kind: 'drop', reason: 'not judged' };
  await device.change((state) => {
    const judged = judgeNotification(bytes, state, options);
    verdict = judged.verdict;
    return judged.state;
  });
  return verdict;
}

/**
 * Decides on a Package#0 (TS 5.2.1): it must be readable, from a server this device has an account with, carry the digest that
 * the account's secret gives, and not have come before.
 */
export function judgeNotification(
  bytes: Uint8Array,
  state: StoredDevice,
  options: NotificationOptions,
): { verdict: NotificationVerdict; state: StoredDevice } {
  const drop = (reason: string) => ({ verdict: { kind: 'drop', reason } as const, state });
  let notification: Notification;
  try {
    notification = decodeNotification(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return drop(`not a Package#0: ${error.message}`);
    throw error;
  }
  const account = senderOf(notification, bytes, accountsOf(state));
  if (!account) return drop(`no account for the server "${notification.serverId ?? ''}"`);
  const problem = digestProblem(notification, bytes, account, options) ?? ageProblem(notification, options);
  if (problem !== undefined) return drop(problem);
  const bearer = chooseBearer(notification, options.bearers);
  if (bearer === 'none')
    return drop(`none of the bearers it wants (${notification.preferredConTypes?.join(', ')}) is there`);
  const take = { kind: 'take', account, notification, bearer } as const;
  if (notification.notificationId === undefined) return { verdict: take, state };
  const key = `${account.srvId}\n${notification.notificationId}`;
  if (state.seenNotifications.includes(key))
    return drop(`a duplicate of NOTIFICATION-ID ${notification.notificationId}`);
  const seenNotifications = [...state.seenNotifications, key].slice(-REMEMBERED);
  return { verdict: take, state: { ...state, seenNotifications } };
}

/** Without SERVER-ID the only server it can be, or the one whose secret made the digest. */
function senderOf(
  { serverId }: Notification,
  bytes: Uint8Array,
  accounts: readonly Account[],
): Account | undefined {
  if (serverId !== undefined) return accounts.find(({ srvId }) => srvId === serverId);
  if (accounts.length === 1) return accounts[0];
  return accounts.find(({ notification: auth }) => auth && verifyDigest(bytes, auth.secret, auth.authData));
}

function digestProblem(
  { digest }: Notification,
  bytes: Uint8Array,
  { notification: auth }: Account,
  { allowUnsigned }: NotificationOptions,
): string | undefined {
  if (digest === undefined) return auth && !allowUnsigned ? 'it has no digest' : undefined;
  if (!auth) return 'it has a digest, but the account has no secret';
  return verifyDigest(bytes, auth.secret, auth.authData) ? undefined : 'its digest is wrong';
}

function ageProblem({ timestamp }: Notification, { maxAge, now }: NotificationOptions): string | undefined {
  if (timestamp === undefined || maxAge === undefined) return undefined;
  const age = Math.floor(now.getTime() / 1000) - timestamp;
  return age > maxAge ? `it is ${age} seconds old` : undefined;
}

/** The first bearer it prefers that is there (TS 5.2.1.2); `undefined` if it has no preference. */
function chooseBearer(
  { preferredConTypes }: Notification,
  bearers: readonly Bearer[],
): Bearer | 'none' | undefined {
  if (!preferredConTypes || preferredConTypes.length === 0) return undefined;
  for (const type of preferredConTypes) {
    if (type === 'any') return undefined;
    if (bearers.includes(type)) return type;
  }
  return 'none';
}
