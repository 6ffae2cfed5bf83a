import type { Device, Notification } from '../../api/types.js';

/** Why a notification has not led to a session, and what one can look at. */
export interface Arrival {
  readonly words: string;
  readonly check: readonly string[];
}

type Address = Device['notification'];

const UNREACHABLE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The name of its address is not known: DNS has no such host.',
  EAI_AGAIN: 'The name of its address could not be looked up: DNS did not answer.',
  EHOSTUNREACH: 'There is no way to its host.',
  ENETUNREACH: 'There is no way to its network from this server.',
  EMSGSIZE: 'The notification is larger than a datagram may be.',
  EPERM: 'The operating system of the server forbids to send there, as a firewall does.',
  EACCES: 'The operating system of the server forbids to send there.',
  ECONNREFUSED: 'Its host says that nobody listens at that port.',
};

/** What became of a notification, in words (TS 5.2.1, App. E). Only the session that follows tells that it arrived. */
export function arrivalOf(notification: Notification, address: Address): Arrival {
  const { state, reason, attempts } = notification;
  const where = address ? `${address.host}:${address.port}` : 'the address';
  switch (state) {
    case 'answered':
      return { words: 'It arrived: the device opened a session that names it.', check: [] };
    case 'queued':
      return attempts === 0
        ? { words: 'It is about to be sent.', check: [] }
        : {
            words: `${failure(reason)} Tried ${times(attempts)}; it is tried again until it expires.`,
            check: onTheWay(reason, where),
          };
    case 'sent':
      return {
        words: `It left for ${where} ${times(attempts)}, and no session came yet. Nothing tells whether a datagram arrived; it is sent again until a session comes or it expires.`,
        check: attempts > 1 ? onArrival(where, address) : [],
      };
    case 'expired':
      return {
        words: `It left for ${where} ${times(attempts)}, and no session came until it expired.`,
        check: onArrival(where, address),
      };
    case 'failed':
      if (reason === 'no-address')
        return {
          words: 'It was not sent: the device is registered without an address for notifications.',
          check: [
            'Give it an address under Edit, or let the device open the session: what is queued waits for it.',
          ],
        };
      return {
        words: `It could not be sent until it expired. ${failure(reason)}`,
        check: onTheWay(reason, where),
      };
  }
}

function failure(reason: string | null): string {
  if (reason === null || reason === 'not-sent') return 'It was never handed to the network.';
  return UNREACHABLE[reason] ?? `Sending failed: ${reason}.`;
}

function onTheWay(reason: string | null, where: string): string[] {
  return [
    ...(reason === 'ENOTFOUND' || reason === 'EAI_AGAIN'
      ? [`Is the name in ${where} spelt right, and can the server look it up?`]
      : [`Can the server reach ${where} over UDP: route, firewall, address translation?`]),
    'Is the address under Edit the one the device has now?',
  ];
}

function onArrival(where: string, address: Address): string[] {
  return [
    `Does the device listen at ${where} over UDP, and is nothing between that drops datagrams?`,
    address?.signed
      ? 'Is the secret the one of Auth/Noti in its DM Account? A wrong digest is dropped without a word.'
      : 'Does its DM Account have Auth/Noti? Then it drops notifications without a digest: give it the secret under Edit.',
    'Does its DM Account name this server as SrvID, and is its clock right?',
  ];
}

function times(n: number): string {
  return n === 1 ? 'once' : `${n} times`;
}
