import { decodeNotification, ProtocolError, verifyDigest, type Notification } from '@dm2/protocol';
import { accountsOf, type Account } from './accounts.js';
import type { DeviceState } from './device-state.js';
import type { AwaitedSession, Bearer, StoredDevice } from './stored-device.js';

/** Duplicates are known among this many of the latest notifications. */
const REMEMBERED = 256;

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
  /** Nothing it prefers is there: the session waits for one of them. */
  | {
      readonly kind: 'wait';
      readonly account: Account;
      readonly notification: Notification;
      readonly bearers: readonly Bearer[];
    }
  | { readonly kind: 'drop'; readonly reason: string };

/**
 * Takes or drops a Package#0. One that is not dropped is remembered before anything follows from it: after a crash, too, the same
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
 * the account's secret gives, and not have come before. One whose preferred connections are not there waits for them (TS 5.2.1.2).
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
  const { notificationId } = notification;
  const key = `${account.srvId}\n${notificationId}`;
  if (notificationId !== undefined && state.seenNotifications.includes(key))
    return drop(`a duplicate of NOTIFICATION-ID ${notificationId}`);
  const seen =
    notificationId === undefined
      ? state
      : { ...state, seenNotifications: [...state.seenNotifications, key].slice(-REMEMBERED) };
  const bearer = chooseBearer(notification, options.bearers);
  if (bearer !== 'none') return { verdict: { kind: 'take', account, notification, bearer }, state: seen };
  const bearers = (notification.preferredConTypes ?? []).filter((type) => type !== 'any');
  const awaited = {
    srvId: account.srvId,
    ...(notificationId === undefined ? {} : { notificationId }),
    bearers,
  };
  return {
    verdict: { kind: 'wait', account, notification, bearers },
    state: { ...seen, awaitedSessions: [...seen.awaitedSessions, awaited].slice(-REMEMBERED) },
  };
}

/** The sessions that waited for a connection which is there now, each with the one it prefers; they wait no longer. */
export async function takeAwaited(
  device: DeviceState,
  bearers: readonly Bearer[],
): Promise<(AwaitedSession & { readonly bearer: Bearer })[]> {
  const ready: (AwaitedSession & { readonly bearer: Bearer })[] = [];
  await device.change((state) => {
    const waiting = state.awaitedSessions.filter((session) => {
      const bearer = session.bearers.find((wanted) => bearers.includes(wanted));
      if (bearer !== undefined) ready.push({ ...session, bearer });
      return bearer === undefined;
    });
    return ready.length === 0 ? state : { ...state, awaitedSessions: waiting };
  });
  return ready;
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

/** The first bearer it prefers that is there (TS 5.2.1.2); `undefined` if it has no preference, `none` if it is to wait for one. */
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
