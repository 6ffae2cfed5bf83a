import { clientCases, explain, runCase, tampered, type CaseResult, type Fault } from '@dm2/conformance';
import { describe, expect, it } from 'vitest';
import { SimulatorSubject } from './support/conformance-subject.js';
import { inThisProcess } from './support/device-in-process.js';
import { inHeaders, inPackage, inParts, misreads, mishears, signed, withCodes } from './support/faults.js';

const MAN = 'urn:oma:mo:oma-dm-devinfo:1.2//Man';
const TRIAL = 'urn:dm2:mo:trial:1.0';
const SECRET = Buffer.from('secret of the account');
const AUTH_DATA = Buffer.from('auth data');

interface WireStatus {
  sc: number;
  URI?: string[];
}
interface WireAlert {
  AlertType: string;
  Data?: unknown;
}
const statuses = (json: Record<string, unknown>): WireStatus[] => json['Status'] as WireStatus[];
const alerts = (json: Record<string, unknown>): WireAlert[] => (json['Alert'] ?? []) as WireAlert[];

/** Runs the case with this title against a client that is right but for the fault. */
async function judged(item: string, title: RegExp, fault: Fault): Promise<CaseResult> {
  const found = clientCases.filter((one) => one.item === item && title.test(one.title));
  const [testCase] = found;
  if (!testCase || found.length > 1) throw new Error(`${found.length} cases of ${item} are ${title.source}`);
  const device = new SimulatorSubject(inThisProcess);
  const client = tampered(device, fault);
  try {
    return await runCase(testCase, client);
  } finally {
    await client.close();
    await device.dispose();
  }
}

/** What a client does wrong, the case that catches it, and the fault. */
const FAULTS: readonly (readonly [what: string, item: string, title: RegExp, fault: Fault])[] = [
  // Packages
  [
    'sends a Package#3 after END',
    'DM-PACK-022-C-M',
    /nothing is sent back/,
    { again: (_status, body) => body.includes('["END"]') },
  ],
  ['comes back after 503', 'DM-PACK-012-C-M', /On 503/, { again: (status) => status === 503 }],
  [
    'comes back after an answer that is no JSON',
    'DM-PACK-012-C-M',
    /what is no Package#2/,
    { again: (status, body) => status === 200 && body !== '' && !body.endsWith('}') },
  ],
  [
    'sends one status for many commands',
    'DM-PACK-013-C-M',
    /one status for each/,
    inPackage(3, (json) => ({ ...json, Status: statuses(json).slice(0, 1) })),
  ],
  [
    'executes commands in another order',
    'DM-PACK-012-C-M',
    /one after the other/,
    { hears: (commands) => [...commands].reverse() },
  ],
  [
    'does not say who it is',
    'DM-PACK-011-C-M',
    /who the device is/,
    inHeaders(() => ({ 'omadm-devid': undefined })),
  ],
  [
    'does not say who wanted the session',
    'DM-PACK-011-C-M',
    /who the device is/,
    inPackage(1, (json) => ({ ...json, Alert: [] })),
  ],
  [
    'says BootstrapComplete in every session',
    'DM-PACK-011-C-M',
    /BootstrapComplete/,
    inPackage(1, (json) => ({
      ...json,
      Alert: [...alerts(json), { AlertType: 'urn:oma:at:dm:2.0:BootstrapComplete' }],
    })),
  ],
  [
    'writes bare numbers as statuses',
    'DM-SER-003-C-M',
    /form of their schemas/,
    inPackage(3, (json) => ({ ...json, Status: statuses(json).map(({ sc }) => sc) })),
  ],
  [
    'sends management data as one object',
    'DM-SER-003-C-M',
    /form of their schemas/,
    inParts((text) => text.replace(/\r\n\r\n\[(\{"ClientURI".*\})\]\r\n/g, '\r\n\r\n$1\r\n')),
  ],
  [
    'sends data of an alert without its media type',
    'DM-PACK-026-C-M',
    /event of the device/,
    inPackage(1, (json) => ({
      ...json,
      Alert: alerts(json).map((alert) => ({ ...alert, DataType: undefined })),
    })),
  ],
  // Repository
  [
    'sends with POST what is to be PUT',
    'DM-PACK-015-C-M',
    /in one HTTP PUT/,
    mishears('HPUT', ([, ...more]) => ['HPOST', ...more]),
  ],
  ['says that it has sent what it has not', 'DM-PACK-016-C-M', /in one HTTP POST/, { asks: () => undefined }],
  ['sends though no format is taken', 'DM-PACK-015-C-M', /OMADM-Accept/, withCodes({ 406: 200 })],
  [
    'does not tell where it stored',
    'DM-PACK-014-C-M',
    /returns each place/,
    inPackage(3, (json) => ({ ...json, Status: statuses(json).map(({ sc }) => ({ sc })) })),
  ],
  ['takes a failed repository for data', 'DM-PACK-014-C-M', /An HGET that fails/, withCodes({ 419: 415 })],
  ['has no limit', 'DM-PACK-014-C-M', /no room/, withCodes({ 506: 500 })],
  // Commands
  ['deletes what must stay', 'DM-PACK-017-C-M', /must stay/, withCodes({ 405: 200 })],
  [
    'executes at once what is to be reported later',
    'DM-PACK-028-C-M',
    /is 202/,
    mishears('EXEC', ([name = '', uri = '']) => [name, uri]),
  ],
  [
    'reports a result without saying of what',
    'DM-PACK-028-C-M',
    /is 202/,
    inPackage(1, (json) => ({
      ...json,
      Alert: alerts(json).map((alert) => ({ ...alert, SourceURI: undefined })),
    })),
  ],
  [
    'counts GETs alone when it names parts',
    'DM-PACK-019-C-O',
    /named by the index/,
    inParts((text) => text.replace(/name="1"/, 'name="0"')),
  ],
  [
    'does not open the page of a SHOW',
    'DM-PACK-020-C-O',
    /no more than that/,
    mishears('SHOW', () => ['GET', MAN]),
  ],
  [
    'tells the DM Server what the user answered',
    'DM-PACK-020-C-O',
    /no more than that/,
    inPackage(3, (json) => ({ ...json, x: 'accept-it' })),
  ],
  [
    'fails a SHOW whose page does not come',
    'DM-PACK-020-C-O',
    /never waits/,
    mishears('SHOW', () => ['SHOW', 'x:']),
  ],
  [
    'stays where it is on CONT',
    'DM-PACK-021-C-M',
    /moves the session/,
    { sends: (sent) => ({ ...sent, path: sent.path.replace('/dm-elsewhere', '/dm') }) },
  ],
  [
    'does not execute what comes after END',
    'DM-PACK-022-C-M',
    /nothing is sent back/,
    {
      hears: (commands) => commands.slice(0, commands.findIndex(([name]) => name === 'END') + 1 || undefined),
    },
  ],
  [
    'keeps the first DEFAULT',
    'DM-PACK-023-C-O',
    /application wants it/,
    mishears('DEFAULT', ([name = '', url = '', moid = '']) => [name, url.replace('/new', '/old'), moid]),
  ],
  [
    'reports changes with POST',
    'DM-PACK-024-C-O',
    /is PUT/,
    { asks: (sent) => (sent.path === '/report' ? { ...sent, method: 'POST' } : sent) },
  ],
  [
    'does not report changes',
    'DM-PACK-024-C-O',
    /is PUT/,
    { asks: (sent) => (sent.path === '/report' ? undefined : sent) },
  ],
  ['reports on after UNSUB', 'DM-PACK-025-C-O', /nothing is reported/, mishears('UNSUB', () => ['GET', MAN])],
  // Addresses
  [
    'takes names in either case for the same',
    'DM-OBJ-001-C-M',
    /by its MIID/,
    misreads((uri) => uri.replace(/\/label$/, '/Label')),
  ],
  [
    'takes the first of several instances',
    'DM-OBJ-002-C-O',
    /wildcard is all/,
    inParts((text) => text.replace(/\[(\{"ClientURI"[^[\]]*?\}\}),\{.*\}\]\r\n/g, '[$1]\r\n')),
  ],
  ['ignores lv', 'DM-OBJ-002-C-O', /lv bounds/, misreads((uri) => uri.replace(/\?lv=\d+$/, ''))],
  [
    'ignores nv',
    'DM-OBJ-002-C-O',
    /that is none, or several/,
    misreads((uri) => uri.replace(/^(urn:dm2:mo:trial:1.0)\/\(x\)\/Label\?.*$/, '$1/*/Label')),
  ],
  [
    'leaves parameters of a ServerURI empty',
    'DM-OBJ-003-C-M',
    /becomes -1/,
    { asks: (sent) => ({ ...sent, path: sent.path.replaceAll('=-1', '=') }) },
  ],
  [
    'takes the current network for the home network',
    'DM-OBJ-003-C-M',
    /percent-encoded/,
    mishears('HPOST', (command) => command.map((text) => text.replace('[MNC]', '[CMNC]'))),
  ],
  // Objects
  ['stores where a node does not allow it', 'DM-OBJ-012-C-M', /every node/, withCodes({ 403: 200 })],
  [
    'writes numbers as text',
    'DM-OBJ-021-C-M',
    /values of its format/,
    inParts((text) => text.replace(/"int":7/, '"int":"7"')),
  ],
  ['adds as many nodes as it likes', 'DM-OBJ-024-C-M', /DFProperties/, withCodes({ 403: 200 })],
  ['lets DevInfo be changed', 'DM-STDOBJ-001-C-M', /can be changed/, withCodes({ 403: 200 })],
  [
    'gives away a secret',
    'DM-STDOBJ-002-C-M',
    /exposed to nobody/,
    inPackage(3, (json) => ({ ...json, x: Buffer.from('transport-secret').toString('base64') })),
  ],
  [
    'names a bearer that there is not',
    'DM-STDOBJ-004-C-M',
    /over what the session runs/,
    inParts((text) => text.replace(/"CBT":\d/, '"CBT":300')),
  ],
  [
    'gives rights without a prefix',
    'DM-STDOBJ-003-C-O',
    /tells who has/,
    inParts((text) => text.replaceAll('serverid:', '')),
  ],
  [
    'names objects to a server that was not provisioned for them',
    'DM-MEC-001-C-O',
    /neither sees nor touches/,
    inPackage(1, (json) => ({
      ...json,
      MOS: [...(json['MOS'] as object[]), { DDF: 'x', MOID: TRIAL, MIID: [] }],
    })),
  ],
  ['gives everything to every server', 'DM-MEC-001-C-O', /all rights on it, alone/, withCodes({ 403: 200 })],
  [
    'reads a part of what it may not read whole',
    'DM-MEC-001-C-O',
    /at a Path/,
    misreads((uri) => uri.replace('/part/', '/none/').replace(/^(.*\/part)$/, '$1x')),
  ],
  ['has no cache', 'DM-MEC-002-C-O', /is 304/, misreads((uri) => uri.replace(/[?&]cv=[^&]*/, ''))],
  [
    'never changes its validator',
    'DM-MEC-002-C-O',
    /changes with every change/,
    inParts((text) => text.replace(/"CV":"[^"]*"/g, '"CV":"x"')),
  ],
  // Authentication
  [
    'does not authenticate',
    'DM-SEC-001-C-M',
    /authenticates with HTTP Basic/,
    inHeaders(() => ({ authorization: undefined })),
  ],
  [
    'gives its credentials to a repository',
    'DM-SEC-001-C-M',
    /authenticates with HTTP Basic/,
    { asks: (sent) => ({ ...sent, headers: { ...sent.headers, authorization: 'Basic x' } }) },
  ],
  [
    'tries its credentials again',
    'DM-SEC-001-C-M',
    /does not try again/,
    { again: (status) => status === 401 },
  ],
  // Notifications
  [
    'takes a notification of any version',
    'DM-PACK-003-C-O',
    /another version/,
    signed(
      (bytes) => (bytes.length > 0 && bytes.set([0x20 | ((bytes[0] ?? 0) & 0x0f)]), bytes),
      SECRET,
      AUTH_DATA,
    ),
  ],
  [
    'takes a digest that is wrong',
    'DM-PACK-008-C-O',
    /digest is wrong/,
    signed((bytes) => bytes, SECRET, AUTH_DATA),
  ],
  [
    'takes a stranger for its server',
    'DM-PACK-005-C-O',
    /does not know/,
    signed(
      (bytes) =>
        bytes.includes('stranger.example') ? renamed(bytes, 'stranger.example', 'dms1.example') : bytes,
      SECRET,
      AUTH_DATA,
    ),
  ],
  ['takes a duplicate', 'DM-PACK-007-C-O', /come before/, { notices: duplicateAsNew() }],
  [
    'does not list its objects',
    'DM-PACK-010-C-O',
    /lists the management objects/,
    inPackage(1, (json) => ({ ...json, MOS: undefined })),
  ],
  [
    'does not name the notification',
    'DM-PACK-002-C-O',
    /names the notification/,
    inPackage(1, (json) => ({ ...json, Alert: alerts(json).map(({ AlertType }) => ({ AlertType })) })),
  ],
];

/** Another SERVER-ID, which is the first option. */
function renamed(bytes: Buffer, from: string, to: string): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE((1 << 12) | to.length);
  return Buffer.concat([bytes.subarray(0, 2), head, Buffer.from(to), bytes.subarray(4 + from.length)]);
}

/** What has come before gets an id that has not. */
function duplicateAsNew(): (bytes: Buffer) => Buffer {
  const seen = new Set<string>();
  return (bytes) => {
    const key = bytes.toString('hex');
    const again = seen.has(key);
    seen.add(key);
    if (again) bytes.writeUInt16BE(0x7fff, bytes.length - 2);
    return bytes;
  };
}

describe('a faulty DM Client is caught when it', () => {
  it.concurrent.for(FAULTS)('%s', async ([, item, title, fault]) => {
    const result = await judged(item, title, fault);
    expect(['failed', 'warning'], explain(result)).toContain(result.outcome);
  });
});

describe('the same DM Client behind the same proxy, without a fault, passes', () => {
  const CASES = [
    ...new Map(FAULTS.map(([, item, title]) => [`${item} ${title.source}`, { item, title }])).values(),
  ];
  it.concurrent.for(CASES)('$item $title', async ({ item, title }) => {
    const result = await judged(item, title, { sends: (sent) => sent, asks: (sent) => sent });
    expect(result.outcome, explain(result)).toBe('passed');
  });
});
