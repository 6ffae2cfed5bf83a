import { describe, expect, it } from 'vitest';
import {
  canonicalMoid,
  decodePackage1,
  formatMaid,
  isStandardObject,
  MOID,
  readMaid,
  sessionAlert,
  standardObjectOf,
  type Remark,
} from '../index.js';

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const remark = (clause: string, text: string): Remark => ({
  clause,
  text: expect.stringContaining(text) as string,
});

describe('a MOID (TS 12)', () => {
  it.each([
    ['urn:oma:mo:oma-dm-devinfo:1.2', 'devInfo', '1.2'],
    ['urn:oma:mo:oma-dm-devinfo:1.0', 'devInfo', '1.0'],
    ['oma:mo:oma-dm-devinfo:1.0', 'devInfo', '1.0'],
    ['urn:oma:mo:oma-dm-dmacc:2.0', 'dmAccount', '2.0'],
    ['urn:oma:mo:oma-dm-dacmo:1.0', 'accessControl', '1.0'],
    ['urn:oma:mo:oma-sessioninfomo:1.0', 'sessionInfo', '1.0'],
    ['urn:oma:mo:oma-fumo:1.1', 'fumo', '1.1'],
    ['urn:oma:mo:oma-scomo:1.0', 'scomo', '1.0'],
    ['urn:oma:mo:oma-dcmo:1.0', 'dcmo', '1.0'],
  ] as const)('%s names %s, version %s', (moid, key, version) => {
    expect(standardObjectOf(moid)).toEqual({ key, version, moid: MOID[key] });
    expect(isStandardObject(moid, key)).toBe(true);
  });

  it.each(['', 'urn:', 'urn:oma:mo:oma-dm-devinfo', 'urn:oma:mo:oma-dm-devinfo:x', 'urn:vendor:devinfo:1.2'])(
    'names no standard object if it is %j',
    (moid) => {
      expect(standardObjectOf(moid)).toBeUndefined();
    },
  );

  it.each([
    ['oma:mo:oma-dm-devinfo:1.0', MOID.devInfo],
    ['urn:oma:mo:oma-dm-dmacc:2.0', MOID.dmAccount],
    ['oma:mo:oma-fumo:1.0', MOID.fumo],
    ['urn:oma:mo:oma-fumo:1.1', 'urn:oma:mo:oma-fumo:1.1'],
    ['urn:vendor:thing:1.0', 'urn:vendor:thing:1.0'],
    ['*', '*'],
  ])('%s is known as %s', (moid, known) => {
    expect(canonicalMoid(moid)).toBe(known);
  });

  it('of a Package#1 is read in any version, with a remark unless it is the one of the definition', () => {
    const entry = (MOID: string) => ({ DDF: 'http://x/', MOID, MIID: [] });
    const Alert = [sessionAlert('client')];
    const MOS = [MOID.devInfo, 'urn:oma:mo:oma-dm-dmacc:2.0', 'urn:oma:mo:oma-fumo:1.1'].map(entry);
    expect(decodePackage1(bytes({ MOS, Alert })).remarks).toEqual([remark('TS 12.2', 'MOS/1/MOID')]);
  });
});

describe('a MAID (TS 12.3)', () => {
  it.each([
    ['serverid:dms1', { kind: 'server', id: 'dms1' }],
    ['appid:com.example', { kind: 'application', id: 'com.example' }],
    ['*', { kind: 'everyone' }],
  ] as const)('%s is read and written with its prefix', (text, maid) => {
    expect(readMaid(text)).toEqual({ maid, remarks: [] });
    expect(formatMaid(maid)).toBe(text);
  });

  it('without prefix is that of a server, with a remark', () => {
    expect(readMaid('dms1')).toEqual({
      maid: { kind: 'server', id: 'dms1' },
      remarks: [remark('TS 12.3', '"dms1" has no prefix')],
    });
  });
});
