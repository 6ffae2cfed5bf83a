import { describe, expect, it } from 'vitest';
import {
  ddfObjects,
  formatDdf,
  MOID,
  parseDdfWithRemarks,
  STANDARD_DDFS,
  walkDdf,
  type DdfNode,
  type MoidKey,
} from '../index.js';

/**
 * The node tables of the specifications: path, status (R required, O optional), occurrence, format, access. Access is a minimum;
 * `!` marks what must not be there (a "No" in the table).
 */
type Row = readonly [
  path: string,
  status: 'R' | 'O',
  occurrence: string,
  format: string,
  get: string,
  not?: string,
];

const LETTER = { A: 'Add', D: 'Delete', E: 'Exec', G: 'Get', R: 'Replace' } as const;
const chr = (path: string, access = 'G'): Row => [path, 'R', 'One', 'chr', access];

const TABLES: Partial<Record<MoidKey, { readonly source: string; readonly rows: readonly Row[] }>> = {
  devInfo: {
    source: 'TS 12.1',
    rows: [
      ['', 'R', 'One', 'node', 'G'],
      ...['DevID', 'Man', 'Mod', 'DmV', 'Lang', 'DevType', 'OEM', 'FwV', 'SwV', 'HwV'].map((path) =>
        chr(path),
      ),
      ['Bearer', 'O', 'ZeroOrOne', 'node', 'G'],
      ['Ext', 'O', 'One', 'node', 'G'],
    ],
  },
  dmAccount: {
    source: 'TS 12.2',
    rows: [
      ['', 'R', 'ZeroOrMore', 'node', 'G'],
      chr('SrvID'),
      chr('SrvURI'),
      chr('Name'),
      ['Perm', 'R', 'One', 'node', '', 'G'],
      ['Perm/<x>', 'R', 'OneOrMore', 'node', '', 'G'],
      ['Perm/<x>/MOID', 'R', 'One', 'chr', '', 'G'],
      ['Auth', 'O', 'One', 'node', 'G'],
      ['Auth/Bootstrap', 'O', 'One', 'node', 'G'],
      chr('Auth/Bootstrap/ServerURI'),
      ['Auth/Bootstrap/SecMode', 'R', 'One', 'bin', 'G'],
      ['Auth/Bootstrap/ClientPubKey', 'R', 'One', 'bin', '', 'G'],
      ['Auth/Bootstrap/ServerPubKey', 'R', 'One', 'bin', '', 'G'],
      ['Auth/Bootstrap/ClientSecretKey', 'R', 'One', 'bin', '', 'G'],
      ['Auth/Noti', 'O', 'One', 'node', 'G'],
      ['Auth/Noti/Type', 'R', 'One', 'int', 'G'],
      ['Auth/Noti/Data', 'R', 'One', 'bin', 'G'],
      ['Auth/Noti/Secret', 'R', 'One', 'bin', 'G'],
      ['Auth/Trsp', 'O', 'One', 'node', 'G'],
      ['Auth/Trsp/Data', 'R', 'One', 'bin', 'G'],
      ['Auth/Trsp/Secret', 'R', 'One', 'bin', '', 'G'],
      ['Push', 'O', 'One', 'node', 'G'],
      ['Push/GCM', 'O', 'One', 'node', 'G'],
      chr('Push/GCM/SenderID'),
      chr('Push/GCM/RegURI'),
      chr('Push/GCM/UnRegURI'),
      chr('Push/GCM/RegParams'),
      ['Push/GCM/Ext', 'O', 'One', 'node', 'G'],
      ['Push/Ext', 'O', 'One', 'node', 'G'],
      ['Ext', 'O', 'One', 'node', 'G'],
    ],
  },
  // The MOID, MIID and <x> nodes below the root drawn as DacMO; where table and figures differ, the figures' "many" (section 12.3).
  accessControl: {
    source: 'TS 12.3',
    rows: [
      ['<x>', 'O', 'ZeroOrMore', 'node', 'G'],
      ['<x>/<x>', 'R', 'ZeroOrMore', 'node', 'G'],
      ['<x>/<x>/<x>', 'R', 'ZeroOrMore', 'node', 'G'],
      ['<x>/<x>/<x>/Path', 'O', 'ZeroOrOne', 'chr', 'G'],
      ['<x>/<x>/<x>/Permissions', 'R', 'One', 'node', 'G'],
      ['<x>/<x>/<x>/Permissions/<x>', 'R', 'ZeroOrMore', 'node', 'G'],
      chr('<x>/<x>/<x>/Permissions/<x>/MAID'),
      ['<x>/<x>/<x>/Permissions/<x>/AR', 'R', 'One', 'int', 'G'],
    ],
  },
  sessionInfo: {
    source: 'TS 12.4',
    rows: [
      ['', 'R', 'One', 'node', 'G', 'R'],
      ['CBT', 'R', 'One', 'int', 'G', 'R'],
      ['ROAMING', 'R', 'One', 'int', 'G', 'R'],
    ],
  },
  fumo: {
    source: 'FUMO 1.0, 5.1',
    rows: [
      ['', 'R', 'ZeroOrMore', 'node', 'G'],
      ['PkgName', 'R', 'ZeroOrOne', 'chr', 'G'],
      ['PkgVersion', 'R', 'ZeroOrOne', 'chr', 'G'],
      ['Download', 'R', 'ZeroOrOne', 'node', 'EG'],
      chr('Download/PkgURL', 'GR'),
      ['Update', 'R', 'ZeroOrOne', 'node', 'EG'],
      ['Update/PkgData', 'R', 'ZeroOrOne', 'bin', 'R'],
      ['DownloadAndUpdate', 'R', 'ZeroOrOne', 'node', 'EG'],
      chr('DownloadAndUpdate/PkgURL', 'GR'),
      ['State', 'R', 'One', 'int', 'G'],
      ['Ext', 'R', 'ZeroOrOne', 'node', 'G'],
    ],
  },
  dcmo: {
    source: 'DCMO 1.0, 7.2',
    rows: [
      ['', 'R', 'ZeroOrMore', 'node', 'G'],
      chr('Property'),
      ['Group', 'O', 'ZeroOrOne', 'chr', 'G'],
      ['Description', 'O', 'ZeroOrOne', 'chr', 'G'],
      ['Attached', 'R', 'ZeroOrOne', 'bool', 'G'],
      ['Enabled', 'R', 'One', 'bool', 'G'],
      ['DCMOConfig', 'R', 'ZeroOrOne', 'node', 'G'],
      ['DCMOConfig/DenyUserEnable', 'R', 'ZeroOrOne', 'bool', 'G'],
      ['DCMOConfig/NotifyUser', 'O', 'ZeroOrOne', 'bool', 'G'],
      ['Operations', 'R', 'One', 'node', 'G'],
      ['Operations/Enable', 'R', 'One', 'null', 'E'],
      ['Operations/Disable', 'R', 'One', 'null', 'E'],
      ['Operations/Ext', 'O', 'ZeroOrOne', 'node', 'G'],
      // Printed as chr, described as a branch.
      ['Ext', 'O', 'ZeroOrOne', 'node', 'G'],
    ],
  },
};

function rootOf(key: MoidKey): DdfNode {
  const [root] = STANDARD_DDFS.get(MOID[key])?.roots ?? [];
  if (!root) throw new Error(`no description of ${key}`);
  return root;
}

describe.each(Object.entries(TABLES))('the description of %s', (key, { source, rows }) => {
  const places = new Map(
    [...walkDdf(rootOf(key as MoidKey))].map(({ path, node }) => [path.join('/'), node] as const),
  );

  it.each(rows.map((row) => [row[0], row] as const))(`has the node "%s" as ${source} has it`, (path, row) => {
    const [, status, occurrence, format, access, not = ''] = row;
    const node = places.get(path);
    // A node that need not be supported occurs once where it is, and is not there where it is not.
    const expected = status === 'O' && occurrence === 'One' ? 'ZeroOrOne' : occurrence;
    expect(node).toMatchObject({ format, occurrence: { kind: expected } });
    const types = node?.access ?? new Set();
    for (const letter of access) expect(types).toContain(LETTER[letter as keyof typeof LETTER]);
    for (const letter of not) expect(types).not.toContain(LETTER[letter as keyof typeof LETTER]);
  });

  it(`has no other node than those of ${source}`, () => {
    const known = new Set(['', ...rows.map(([path]) => path)]);
    expect([...places.keys()].filter((path) => !known.has(path))).toEqual([]);
  });
});

describe('the standard descriptions', () => {
  it.each([...STANDARD_DDFS])(
    'of %s carries its MOID and survives being written, without a remark',
    (moid, ddf) => {
      expect([...ddfObjects(ddf).keys()]).toEqual([moid]);
      expect(parseDdfWithRemarks(formatDdf(ddf))).toEqual({ ddf, remarks: [] });
    },
  );

  it('say of SCOMO that it was not checked', () => {
    expect(rootOf('scomo').description).toContain('not checked');
  });

  it('give SCOMO its packages, its components and their operations', () => {
    const executable = [...walkDdf(rootOf('scomo'))].filter(({ node }) => node.access.has('Exec'));
    expect(executable.map(({ path }) => path.join('/'))).toEqual([
      ...['Download', 'DownloadInstall', 'DownloadInstallInactive'].map(
        (name) => `Download/<x>/Operations/${name}`,
      ),
      ...['Install', 'InstallInactive', 'Remove'].map((name) => `Inventory/Delivered/<x>/Operations/${name}`),
      ...['Activate', 'Deactivate', 'Remove'].map((name) => `Inventory/Deployed/<x>/Operations/${name}`),
    ]);
  });
});
