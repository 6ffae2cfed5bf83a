import { describe, expect, it } from 'vitest';
import type { Notification } from '../../api/types.js';
import { arrivalOf } from './arrival.js';

const address = { transport: 'udp', host: 'device.example', port: 2948, signed: true } as const;

function notification(over: Partial<Notification>): Notification {
  const at = '2026-11-01T00:00:00.000Z';
  return {
    id: 'n',
    notificationId: 1,
    state: 'sent',
    reason: null,
    reqMos: false,
    preferredConTypes: null,
    bytes: null,
    attempts: 1,
    createdAt: at,
    sentAt: at,
    answeredAt: null,
    expiresAt: at,
    sessionId: null,
    taskId: null,
    ...over,
  };
}

describe('why a notification did not arrive', () => {
  it.each([
    [{ state: 'queued', attempts: 2, reason: 'ENOTFOUND' }, /DNS has no such host.*Tried 2 times/, /spelt/],
    [{ state: 'queued', attempts: 1, reason: 'EHOSTUNREACH' }, /no way to its host/, /route, firewall/],
    [{ state: 'queued', attempts: 1, reason: 'EODD' }, /Sending failed: EODD/, /device\.example:2948/],
    [
      { state: 'expired', attempts: 9, reason: 'no-session' },
      /left for device\.example:2948 9 times/,
      /secret/,
    ],
    [{ state: 'sent', attempts: 3 }, /no session came yet/, /listen at device\.example:2948/],
    [{ state: 'failed', attempts: 0, reason: 'no-address' }, /without an address/, /Edit/],
    [{ state: 'failed', attempts: 4, reason: 'ENETUNREACH' }, /no way to its network/, /route/],
    [{ state: 'failed', attempts: 0, reason: 'not-sent' }, /never handed to the network/, /route/],
  ] as const)('%j is said in words, with what to check', (over, words, check) => {
    const arrival = arrivalOf(notification(over), address);
    expect(arrival.words).toMatch(words);
    expect(arrival.check.join(' ')).toMatch(check);
  });

  it.each([
    { state: 'answered', attempts: 1 },
    { state: 'queued', attempts: 0 },
    { state: 'sent', attempts: 1 },
  ] as const)('%j needs no check', (over) => {
    expect(arrivalOf(notification(over), address).check).toEqual([]);
  });

  it('an unsigned one is dropped by a device that wants a digest', () => {
    const { check } = arrivalOf(notification({ state: 'expired' }), { ...address, signed: false });
    expect(check.join(' ')).toMatch(/drops notifications without a digest/);
  });
});
