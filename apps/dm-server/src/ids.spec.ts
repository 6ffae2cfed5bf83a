import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceKeyOf, deviceKeyOfId, ID_KIND, newId, type IdKind } from './ids.js';

const kinds = Object.keys(ID_KIND) as IdKind[];

describe('ids', () => {
  it('begin with the key of the device that they belong to, which they give back for their kind only', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...kinds), fc.constantFrom(...kinds), (devId, kind, other) => {
        const key = deviceKeyOf(devId);
        const id = newId(key, kind);
        expect(id.startsWith(`${key}.${ID_KIND[kind]}`)).toBe(true);
        expect(deviceKeyOfId(id, other)).toBe(other === kind ? key : undefined);
      }),
    );
  });

  it('of one device and kind sort by the time they were made, within a millisecond too', () => {
    const key = deviceKeyOf('IMEI:490154203237518');
    const ids = Array.from({ length: 5000 }, () => newId(key, 'event'));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('sort right when the clock goes back', () => {
    const key = deviceKeyOf('a');
    const now = Date.now() + 1000;
    const ids = [now, now - 500, now + 1].map((time) => newId(key, 'task', time));
    expect(ids.toSorted()).toEqual(ids);
  });

  it.each([
    '',
    'x',
    `${'0'.repeat(16)}.z${'0'.repeat(26)}`,
    `${'0'.repeat(16)}.t${'0'.repeat(26)}\n`,
    "';--",
  ])('that are none have no key: "%s"', (id) => expect(deviceKeyOfId(id, 'task')).toBeUndefined());

  it('of a device depend on its DevID only', () => {
    expect(deviceKeyOf('IMEI:490154203237518')).toBe(deviceKeyOf('IMEI:490154203237518'));
    expect(deviceKeyOf('a')).not.toBe(deviceKeyOf('A'));
  });
});
