import { createHash } from 'node:crypto';
import type { NotificationAddress, NotificationWish } from '../subjects.js';

export interface ModelNotification {
  readonly serverId: string;
  readonly address: NotificationAddress;
  readonly wish: NotificationWish;
  readonly id: number;
}

/** Package#0 as bytes (TS 7.1.1). */
export function packageZero({ serverId, address, wish, id }: ModelNotification): Buffer {
  const { secret, authData } = address;
  const options: (readonly [number: number, value: Buffer])[] = [
    [1, Buffer.from(serverId)],
    ...(wish.preferredConTypes ? [[2, Buffer.from(wish.preferredConTypes)] as const] : []),
    [3, uint(id, 2)],
    ...(secret ? [[4, Buffer.alloc(32)] as const] : []),
    [5, uint(Math.floor(Date.now() / 1000), 4)],
    ...(wish.reqMos ? [[6, Buffer.alloc(0)] as const] : []),
  ];
  const bytes = notificationBytes(2, options);
  if (!secret) return bytes;
  const digest = createHash('sha256').update(secret).update(bytes);
  return notificationBytes(
    2,
    options.map(([number, value]) => [number, number === 4 ? digest.update(authData ?? '').digest() : value]),
  );
}

/** Header and options. */
export function notificationBytes(
  version: number,
  options: readonly (readonly [number: number, value: Buffer])[],
): Buffer {
  let before = 0;
  const chunks = options.flatMap(([number, value]) => {
    const head = uint(((number - before) << 12) | value.length, 2);
    before = number;
    return [head, value];
  });
  return Buffer.concat([uint((version << 12) | (options.length << 7), 2), ...chunks]);
}

function uint(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
}
