import { createHash } from 'node:crypto';
import { describe } from 'vitest';
import { digestOf, OPTION, readNotification } from '../cases/server/wire/notification.js';
import type { NotificationAddress, NotificationWish } from '../subjects.js';
import { itCatches, type ServerFault } from './server-faults.js';
import { notificationBytes } from './server-model-notification.js';
import type { ModelDevice } from './server-model-device.js';
import { ServerModel } from './server-model.js';

/** A server whose Package#0 is changed on its way out. */
function sending(
  change: (bytes: Buffer, address: NotificationAddress, wish: NotificationWish) => Buffer,
): new () => ServerModel {
  return class extends ServerModel {
    protected override packageZero(address: NotificationAddress, wish: NotificationWish, id: number): Buffer {
      return change(super.packageZero(address, wish, id), address, wish);
    }
  };
}

type Options = readonly (readonly [number: number, value: Buffer])[];

/** A server whose options are other ones, or stand elsewhere. */
function withOptions(change: (options: Options) => Options): new () => ServerModel {
  return sending((bytes) =>
    notificationBytes(
      2,
      change(readNotification(bytes).options.map(({ number, value }) => [number, value] as const)),
    ),
  );
}

function withValue(wanted: number, value: (before: Buffer) => Buffer): new () => ServerModel {
  return withOptions((options) =>
    options.map(([number, before]) => [number, number === wanted ? value(before) : before] as const),
  );
}

function without(unwanted: number): new () => ServerModel {
  return withOptions((options) => options.filter(([number]) => number !== unwanted));
}

function withByte(at: number, bits: number): new () => ServerModel {
  return sending((bytes) => {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ bits, at);
    return changed;
  });
}

/** A server that makes the digest of something else. */
function digesting(
  made: (zeroed: Buffer, secret: Uint8Array, authData: Uint8Array) => Buffer,
): new () => ServerModel {
  return sending((bytes, { secret, authData = new Uint8Array() }) => {
    const at = readNotification(bytes).options.find(({ number }) => number === OPTION.digest)?.at;
    if (at === undefined || !secret) return bytes;
    const zeroed = Buffer.from(bytes).fill(0, at, at + 32);
    made(zeroed, secret, authData).copy(bytes, at);
    return bytes;
  });
}

function sha256(...chunks: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(chunks)).digest();
}

const NOTIFICATIONS: readonly ServerFault[] = [
  ['writes VER 1', withByte(0, 0x30), /^VER of/],
  ['writes OC one too many', withByte(1, 0x80), /^OC of/],
  ['sets a RESERVED bit', withByte(1, 1), /^Package#0 is a header/],
  [
    'sends an option twice',
    withOptions((options) => options.flatMap((one) => (one[0] === 5 ? [one, one] : [one]))),
    /^Package#0 is a header/,
  ],
  [
    'sends bytes after the last option',
    sending((bytes) => Buffer.concat([bytes, Buffer.of(0)])),
    /^Package#0 is a header/,
  ],
  [
    'sends an option that nobody knows',
    withOptions((options) => [...options, [9, Buffer.of(1)]]),
    /^Package#0 is a header/,
  ],
  ['leaves out SERVER-ID', without(OPTION.serverId), /^SERVER-ID/],
  ['sends another SERVER-ID', withValue(OPTION.serverId, () => Buffer.from('http://model')), /^SERVER-ID/],
  [
    'sends connection types in another order',
    withValue(OPTION.preferredConType, (before) => Buffer.from(before).reverse()),
    /^PREFERRED-CON-TYPE is (2, 1|3, 2)/,
  ],
  [
    'sends ANY_AVAILABLE first',
    class extends ServerModel {
      protected override async sendNotification(
        address: NotificationAddress,
        wish: NotificationWish,
        id: number,
      ): Promise<void> {
        const types = [...(wish.preferredConTypes ?? [])].reverse();
        await super.sendNotification(address, { ...wish, preferredConTypes: types }, id);
      }
      protected override packageZero(
        address: NotificationAddress,
        wish: NotificationWish,
        id: number,
      ): Buffer {
        const types = [...(wish.preferredConTypes ?? [])].reverse();
        return super.packageZero(address, { ...wish, preferredConTypes: types }, id);
      }
    },
    /^ANY_AVAILABLE never/,
  ],
  [
    'sends every notification with the same id',
    class extends ServerModel {
      protected override newNotificationId(): number {
        return 7;
      }
    },
    /^NOTIFICATION-ID has two bytes/,
  ],
  [
    'sends an id of one byte',
    withValue(OPTION.notificationId, (id) => id.subarray(1)),
    /^NOTIFICATION-ID has two bytes/,
  ],
  ['leaves out the digest', without(OPTION.digest), /^SHA256-DIGEST/],
  [
    'puts the secret last',
    digesting((zeroed, secret, data) => sha256(zeroed, secret, data)),
    /^SHA256-DIGEST/,
  ],
  [
    'leaves the digest out of what it digests',
    digesting((zeroed, secret, data) => {
      const at = readNotification(zeroed).options.find(({ number }) => number === OPTION.digest)?.at ?? 0;
      return sha256(secret, zeroed.subarray(0, at), zeroed.subarray(at + 32), data);
    }),
    /^SHA256-DIGEST/,
  ],
  [
    'digests the secret as text',
    digesting((zeroed, secret, data) => sha256(Buffer.from(Buffer.from(secret).toString()), zeroed, data)),
    /^SHA256-DIGEST/,
  ],
  [
    'forgets the auth-data',
    digesting((zeroed, secret) => digestOf(readNotification(zeroed), secret)),
    /^SHA256-DIGEST ends with the auth-data/,
  ],
  [
    'sends milliseconds',
    withValue(OPTION.timestamp, () => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(BigInt(Date.now()));
      return bytes;
    }),
    /^TIMESTAMP/,
  ],
  [
    'sends the time little endian',
    withValue(OPTION.timestamp, (before) => Buffer.from(before).reverse()),
    /^TIMESTAMP/,
  ],
  ['gives REQ-MOS a value', withValue(OPTION.reqMos, () => Buffer.of(1)), /^REQ-MOS/],
  ['never asks for the objects', without(OPTION.reqMos), /^REQ-MOS/],
  [
    'always asks for the objects',
    withOptions((options) => [...options.filter(([number]) => number !== 6), [6, Buffer.alloc(0)]]),
    /^REQ-MOS/,
  ],
  [
    'takes any session for the answer',
    class extends ServerModel {
      protected override takeAlerts(device: ModelDevice, alerts: unknown): void {
        for (let id = 0; id <= device.nextNotificationId; id += 1) device.answeredNotifications.add(id);
        super.takeAlerts(device, alerts);
      }
    },
    /^The NOTIFICATION-ID is taken/,
  ],
];

describe('a faulty server is caught when its Package#0', () => {
  itCatches(NOTIFICATIONS);
});
