import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceSecrets } from './device-secrets.js';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];

describe('device secrets', () => {
  it('come back as they were', () => {
    const secrets = new DeviceSecrets([newKey]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (secret) => {
        expect(new Uint8Array(secrets.decrypt('k', 'auth', secrets.encrypt('k', 'auth', secret)))).toEqual(
          secret,
        );
      }),
    );
  });

  it('are bound to their device and purpose, and to every bit', () => {
    const secrets = new DeviceSecrets([newKey]);
    const stored = secrets.encrypt('k', 'auth', Buffer.from('secret'));
    expect(() => secrets.decrypt('other', 'auth', stored)).toThrow();
    expect(() => secrets.decrypt('k', 'notification', stored)).toThrow();
    for (let i = 0; i < stored.length; i += 1) {
      const changed = Buffer.from(stored);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => secrets.decrypt('k', 'auth', changed)).toThrow();
    }
  });

  it('outlive a rotation of the key, passwords too', () => {
    const before = new DeviceSecrets([oldKey]);
    const after = new DeviceSecrets([newKey, oldKey]);
    expect(after.decrypt('k', 'auth', before.encrypt('k', 'auth', Buffer.from('s'))).toString()).toBe('s');
    expect(after.proofs('basic', 'u', 'p')).toContain(before.proof('basic', 'u', 'p'));
    expect(() => before.decrypt('k', 'auth', after.encrypt('k', 'auth', Buffer.from('s')))).toThrow(
      /DM_SECRET_KEY/,
    );
  });

  it('have proofs that no other name and password share', () => {
    const secrets = new DeviceSecrets([newKey]);
    const pairs = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['', 'abc'],
      ['abc', ''],
    ] as const;
    expect(new Set(pairs.map(([name, password]) => secrets.proof('basic', name, password))).size).toBe(
      pairs.length,
    );
  });
});
