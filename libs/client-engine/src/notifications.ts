import { decodeNotification, ProtocolError, verifyDigest, type Notification } from '@dm2/protocol';
import { accountsOf, type Account } from './accounts.js';
import type { StoredDevice } from './stored-device.js';

/** Duplicates are known among this many of the latest notifications. */
const REMEMBERED = 256;

export type NotificationVerdict =
  | {
      readonly kind: 'take';
      readonly account: Account;
      readonly notification: Notification;
      readonly state: StoredDevice;
    }
  | { readonly kind: 'drop'; readonly reason: string };

/**
 * Decides on a Package#0 (TS 5.2.1): it must be readable, from a server this device has an account with, carry the digest that
 * the account's secret gives, and not have come before. An account without secret takes none unless `allowUnsigned`.
 */
export function judgeNotification(
  bytes: Uint8Array,
  state: StoredDevice,
  options: { readonly allowUnsigned?: boolean } = {},
): NotificationVerdict {
  let notification: Notification;
  try {
    notification = decodeNotification(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return drop(`not a Package#0: ${error.message}`);
    throw error;
  }
  const accounts = accountsOf(state);
  const account =
    notification.serverId === undefined && accounts.length === 1
      ? accounts[0]
      : accounts.find(({ srvId }) => srvId === notification.serverId);
  if (!account) return drop(`no account for the server "${notification.serverId ?? ''}"`);
  const { notification: auth } = account;
  if (notification.digest !== undefined) {
    if (!auth) return drop('it has a digest, but the account has no secret');
    if (!verifyDigest(bytes, auth.secret, auth.authData)) return drop('its digest is wrong');
  } else if (!options.allowUnsigned) {
    return drop('it has no digest');
  }
  if (notification.notificationId === undefined) return { kind: 'take', account, notification, state };
  const key = `${account.srvId}
${notification.notificationId}`;
  if (state.seenNotifications.includes(key))
    return drop(`a duplicate of NOTIFICATION-ID ${notification.notificationId}`);
  return {
    kind: 'take',
    account,
    notification,
    state: { ...state, seenNotifications: [...state.seenNotifications, key].slice(-REMEMBERED) },
  };
}

function drop(reason: string): NotificationVerdict {
  return { kind: 'drop', reason };
}
