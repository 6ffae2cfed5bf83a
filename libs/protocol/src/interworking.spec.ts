import { describe, expect, it } from 'vitest';
import {
  ALERT,
  buildClientUri,
  decodeMo,
  decodeNotification,
  decodeNotificationWithRemarks,
  decodePackage1,
  decodePackage2,
  decodePackage3,
  decodeRequest,
  encodeMo,
  encodeNotification,
  encodePackage1,
  encodePackage2,
  encodePackage3,
  MEDIA,
  MOID,
  notificationIdOf,
  parseClientUriWithRemarks,
  sessionAlert,
  verifyDigest,
  type Remark,
} from './index.js';

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const json = (body: Uint8Array) => JSON.parse(new TextDecoder().decode(body)) as unknown;
const remark = (clause: string, text: string): Remark => ({
  clause,
  text: expect.stringContaining(text) as string,
});

describe('remarks', () => {
  it('are bounded in number and length: what is beyond is counted', () => {
    const { remarks } = decodePackage3(bytes({ Status: Array.from({ length: 1000 }, () => 200) }));
    expect(remarks).toHaveLength(101);
    expect(remarks.at(-1)).toEqual(remark('TS', 'and 900 more'));
    const DataType = 'x'.repeat(10_000);
    const long = decodePackage3(bytes({ Status: [], Alert: [{ AlertType: 'a', DataType }] }));
    expect(long.remarks[0]?.text.length).toBeLessThan(310);
  });
});

describe('status items (TS 7.2.1.3)', () => {
  it('are written as objects, and read as bare numbers and as arrays with a remark each', () => {
    const Status = [{ sc: 200 }, { sc: 200, URI: ['urn:x/a/'] }];
    expect(json(encodePackage3({ Status, data: new Map() }).body)).toEqual({ Status });
    const read = decodePackage3(bytes({ Status: [200, [200, 'urn:x/a/']] }));
    expect(read.Status).toEqual(Status);
    expect(read.remarks).toEqual([
      remark('TS 7.2.1.3', 'Status/0: a bare number'),
      remark('TS 7.2.1.3', 'Status/1: an array'),
    ]);
  });
});

describe('the status in a Package#2 (CR 6.2)', () => {
  it('is one item for the previous package, and needs no remark; nor does its absence', () => {
    const package2 = { CMD: [['END']], Status: [{ sc: 200 }] };
    expect(decodePackage2(encodePackage2(package2).body)).toEqual({
      kind: 'package2',
      ...package2,
      remarks: [],
    });
    expect(decodePackage2(bytes({ CMD: [] })).remarks).toEqual([]);
  });

  it('is read in other forms and numbers with a remark each', () => {
    expect(decodePackage2(bytes({ CMD: [], Status: [200, [404]] }))).toEqual({
      kind: 'package2',
      CMD: [],
      Status: [{ sc: 200 }, { sc: 404 }],
      remarks: [
        remark('CR 6.2', 'Status/0: a bare number'),
        remark('CR 6.2', 'Status/1: an array'),
        remark('CR 6.2', '2 items'),
      ],
    });
  });
});

describe('MO data (TS 7.2.1.4)', () => {
  const item = { ClientURI: `${MOID.devInfo}//Man`, MOData: { Man: 'm' } };

  it('is written as an array, and read as one object with a remark', () => {
    expect(json(encodeMo([item]))).toEqual([item]);
    expect(decodeMo(bytes(item))).toEqual({
      items: [item],
      remarks: [remark('TS 7.2.1.4', 'one object')],
    });
  });

  it('is read with the MOIDs of the examples: without urn: and of another version', () => {
    const read = decodeMo(
      bytes([
        { ...item, ClientURI: 'oma:mo:oma-dm-devinfo:1.0//Man' },
        { ...item, ClientURI: 'urn:oma:mo:oma-dm-devinfo:1.0//Man' },
        { ...item, ClientURI: 'urn:vendor:thing:9.9//Man' },
      ]),
    );
    expect(read.remarks).toEqual([
      remark('TS 12.1', '0/ClientURI: the MOID "oma:mo:oma-dm-devinfo:1.0" has no "urn:"'),
      remark('TS 12.1', '1/ClientURI: "urn:oma:mo:oma-dm-devinfo:1.0"'),
    ]);
  });
});

describe('the alert of a session that a notification caused (TS 5.4)', () => {
  it('is written with an object of its NOTIFICATION-ID, and without Data if there was none', () => {
    expect(sessionAlert('server', 7)).toEqual({
      AlertType: ALERT.serverInitiated,
      DataType: 'application/json',
      Data: { 'NOTIFICATION-ID': 7 },
    });
    expect(sessionAlert('server')).toEqual({ AlertType: ALERT.serverInitiated });
  });

  it.each([
    ['a bare number', 7, 'a bare NOTIFICATION-ID'],
    ['a bare string', '7', 'a bare NOTIFICATION-ID'],
    ['a string in an object', { 'NOTIFICATION-ID': '7' }, 'NOTIFICATION-ID: a string'],
  ])('is read with %s, with a remark', (_title, Data, text) => {
    const alert = { AlertType: ALERT.serverInitiated, DataType: 'application/json', Data };
    const read = decodePackage1(bytes({ Alert: [alert] }));
    expect(read.Alert?.map(notificationIdOf)).toEqual([7]);
    expect(read.remarks).toEqual([remark('TS 5.4', text)]);
  });

  it.each([70_000, -1, 1.5, '123456', '', true, null, []])('carries no NOTIFICATION-ID if it is %j', (id) => {
    expect(
      notificationIdOf({ AlertType: ALERT.serverInitiated, Data: { 'NOTIFICATION-ID': id } }),
    ).toBeUndefined();
  });
});

describe('Package#1 (TS 5.2.2)', () => {
  it('is read as {}, and with the DataType int, with a remark each', () => {
    expect(decodePackage1(bytes({})).remarks).toEqual([remark('TS 5.2.2', 'Alert')]);
    const int = { AlertType: 'urn:a', DataType: 'int', Data: { DM1x: 1404 } };
    expect(decodePackage1(bytes({ Alert: [sessionAlert('client'), int] })).remarks).toEqual([
      remark('TS 5.4', 'DataType "int" is no media type'),
    ]);
  });

  it('is read with Data that has no DataType, and with MOS that lack DDF and MOID, with a remark each', () => {
    const read = decodePackage1(
      bytes({ MOS: [{ MIID: ['a'] }], Alert: [sessionAlert('client'), { AlertType: 'urn:a', Data: {} }] }),
    );
    expect(read.remarks).toEqual([
      remark('TS 5.2.2', 'MOS/0/DDF'),
      remark('TS 5.2.2', 'MOS/0/MOID'),
      remark('TS 5.4', 'Alert/1: DataType'),
    ]);
  });

  it('is written without any of it: what is read back has no remark', () => {
    const MOS = [{ DDF: 'http://x/', MOID: MOID.devInfo, MIID: ['a'] }];
    const Alert = [sessionAlert('server', 1), sessionAlert('client')];
    expect(decodePackage1(encodePackage1({ MOS, Alert }).body).remarks).toEqual([]);
  });
});

describe('the first part of a multipart Package#3 (TS App. F)', () => {
  const body = (name: string) =>
    `--b\r\nContent-Disposition: form-data${name}\r\nContent-Type: ${MEDIA.response}\r\n\r\n{"Status":[]}\r\n--b--\r\n`;
  const read = (text: string) =>
    decodeRequest({ contentType: 'multipart/form-data; boundary=b', body: new TextEncoder().encode(text) });

  it('is read without a name as it is, and with one with a remark', async () => {
    expect((await read(body(''))).remarks).toEqual([]);
    expect((await read(body('; name="status"'))).remarks).toEqual([remark('TS App. F', 'has a name')]);
  });

  it('comes with data as in the example: bare statuses, a bare leaf, MO data that is one object', async () => {
    const one = (text: string, name: string, type: string) =>
      `--simple_boundary\r\nContent-Disposition: form-data${name}\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
    const session = {
      ClientURI: `${MOID.sessionInfo}//`,
      MOData: { SessionInfoMO: { CBT: 1, ROAMING: 0 } },
    };
    const example = [
      one('{"Status": [200, 200, 200, 200, 404, 200]}', '', MEDIA.response),
      one('IMEI:493005100592800', '; name="0"', 'text/plain'),
      one(JSON.stringify(session), '; name="2"', MEDIA.mo),
      '--simple_boundary--\r\n',
    ].join('');
    const package3 = await decodeRequest({
      contentType: 'multipart/form-data; boundary=simple_boundary',
      body: new TextEncoder().encode(example),
    });
    if (package3.kind !== 'package3') throw new Error(package3.kind);
    expect(package3.Status.map(({ sc }) => sc)).toEqual([200, 200, 200, 200, 404, 200]);
    expect(package3.remarks).toHaveLength(6);
    expect([...package3.data.keys()]).toEqual([0, 2]);
    expect(Buffer.from(package3.data.get(0)?.bytes ?? []).toString()).toBe('IMEI:493005100592800');
    expect(decodeMo(package3.data.get(2)?.bytes ?? new Uint8Array())).toEqual({
      items: [session],
      remarks: [remark('TS 7.2.1.4', 'one object')],
    });
  });

  it.each(['', 'none', 'text/plain\r\nX-Injected: 1', 'text/\u00e9'])(
    'is never followed by a part with the type %j: such data is bytes',
    async (contentType) => {
      const data = new Map([[0, { contentType, bytes: new Uint8Array([65]) }]]);
      const read = await decodeRequest(encodePackage3({ Status: [{ sc: 200 }], data }));
      if (read.kind !== 'package3') throw new Error(read.kind);
      expect(read.data.get(0)?.contentType).toBe('application/octet-stream');
    },
  );

  it('is written without a name', () => {
    const data = new Map([[0, { contentType: 'text/plain', bytes: new Uint8Array([65]) }]]);
    const text = new TextDecoder().decode(encodePackage3({ Status: [{ sc: 200 }], data }).body);
    expect(text.match(/form-data.*/g)).toEqual(['form-data', 'form-data; name="0"']);
  });
});

describe('Package#0 (TS 5.2.1, 7.1.1)', () => {
  const TIME = 0x0102_0304;

  it('is written with a TIMESTAMP of 4 bytes, and read with one of 8 with a remark', () => {
    expect(Buffer.from(encodeNotification({ timestamp: TIME, reqMos: false })).toString('hex')).toBe(
      '2080500401020304',
    );
    expect(decodeNotificationWithRemarks(Buffer.from('208050080000000001020304', 'hex'))).toEqual({
      notification: { timestamp: TIME, reqMos: false },
      remarks: [remark('TS 5.2.1.2', 'TIMESTAMP')],
    });
  });

  it('is read with unknown options and RESERVED bits, with a remark each, and written without', () => {
    expect(decodeNotificationWithRemarks(Buffer.from('20fff00161', 'hex'))).toEqual({
      notification: { reqMos: false },
      remarks: [remark('TS 7.1.1.1', 'RESERVED'), remark('TS 7.1.1.2', 'option 15')],
    });
    expect((encodeNotification({ reqMos: true })[1] ?? 0) & 0x7f).toBe(0);
  });

  it('has a digest over what it is, unknown options and RESERVED bits included', () => {
    const secret = Buffer.from('s');
    const bits = Buffer.from(encodeNotification({ reqMos: false }, { secret }));
    expect(verifyDigest(bits, secret)).toBe(true);
    bits[1] = (bits[1] ?? 0) | 1;
    expect(decodeNotification(bits).digest).toBeDefined();
    expect(verifyDigest(bits, secret)).toBe(false);
  });

  it('is read with "any" before other connection types, with a remark', () => {
    expect(decodeNotificationWithRemarks(Buffer.from('208020020002', 'hex'))).toEqual({
      notification: { preferredConTypes: ['any', 'wlan'], reqMos: false },
      remarks: [remark('TS 5.2.1.2', '"any"')],
    });
    expect(() => encodeNotification({ preferredConTypes: ['any', 'wlan'], reqMos: false })).toThrow('"any"');
  });
});

describe('a name that is a MOID, as in the Delegation Access Control MO (TS 6.1, 12.3)', () => {
  const segments = [{ kind: 'name', name: MOID.devInfo }];

  it('is written percent-encoded and read so without a remark', () => {
    const text = buildClientUri({ moid: MOID.accessControl, path: [MOID.devInfo] });
    expect(text).toBe(`${MOID.accessControl}//urn%3Aoma%3Amo%3Aoma-dm-devinfo%3A1.2`);
    expect(parseClientUriWithRemarks(text)).toMatchObject({ uri: { path: segments }, remarks: [] });
  });

  it('is read with its colons as they are, with a remark', () => {
    expect(parseClientUriWithRemarks(`${MOID.accessControl}//${MOID.devInfo}`)).toMatchObject({
      uri: { path: segments },
      remarks: [remark('TS 6.1', '":" in a name')],
    });
  });

  it('says what else is tolerated in a ClientURI', () => {
    expect(parseClientUriWithRemarks('oma:mo:oma-dm-devinfo:1.0/(x)/?nv=(x)/Man:A b').remarks).toEqual([
      remark('TS 12.1', 'ClientURI: the MOID'),
      remark('TS 6.1', 'the query is not percent-encoded'),
    ]);
  });
});
