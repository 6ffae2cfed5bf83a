import { encodeNotification } from '@dm2/protocol';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from './notification-bits.js';

const sent = encodeNotification(
  {
    serverId: 'dm2.example',
    preferredConTypes: ['wlan', 'any'],
    notificationId: 4296,
    timestamp: 1_767_225_600,
    reqMos: true,
  },
  { secret: new Uint8Array([1, 2, 3]) },
);
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('a Package#0 by bits', () => {
  it('has the header of TS 7.1.1.1: version, number of options, reserved bits', () => {
    expect(fieldsOf(hexOf(sent)).slice(0, 3)).toEqual([
      { offset: 0, bits: 4, raw: '0010', name: 'VER', meaning: 'version 2' },
      { offset: 4, bits: 5, raw: '00110', name: 'OC', meaning: '6 options' },
      { offset: 9, bits: 7, raw: '0000000', name: 'RESERVED', meaning: 'for later versions' },
    ]);
  });

  it('has each option by delta, length and value (TS 7.1.1.2), and says what it means', () => {
    const fields = fieldsOf(hexOf(sent));
    const values = fields.filter(({ name }) => name === 'Option Value');
    expect(values.map(({ option, meaning }) => [option, meaning])).toEqual([
      ['SERVER-ID', 'dm2.example'],
      ['PREFERRED-CON-TYPE', 'wlan, then any'],
      ['NOTIFICATION-ID', '4296'],
      ['SHA256-DIGEST', 'of the secret and of this notification'],
      ['TIMESTAMP', '2026-01-01T00:00:00Z'],
    ]);
    expect(fields.slice(-2)).toMatchObject([
      { name: 'Option Delta', raw: '0001', meaning: '6: REQ-MOS' },
      { name: 'Option Length', raw: '000000000000', meaning: 'no value' },
    ]);
  });

  it('covers every bit once, in order', () => {
    let at = 0;
    for (const { offset, bits } of fieldsOf(hexOf(sent))) {
      expect(offset).toBe(at);
      at += bits;
    }
    expect(at).toBe(sent.length * 8);
  });

  it('shows what is there of one that is cut, and options that nobody knows', () => {
    for (let length = 0; length < sent.length; length += 1)
      expect(() => fieldsOf(hexOf(sent.subarray(0, length)))).not.toThrow();
    expect(fieldsOf('20fff00161').map(({ name, meaning }) => [name, meaning])).toEqual([
      ['VER', 'version 2'],
      ['OC', '1 option'],
      ['RESERVED', 'should be 0'],
      ['Option Delta', 'option 15'],
      ['Option Length', '1 byte'],
      ['Option Value', 'not known'],
    ]);
  });
});
