import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COMMAND_NAMES,
  decodeCommand,
  decodeMo,
  decodePackage1,
  decodePackage2,
  decodePackage3,
  decodeRequest,
  encodeCommand,
  encodePackage1,
  encodePackage2,
  MEDIA,
  parseMediaType,
  ProtocolError,
  sessionAlert,
  notificationIdOf,
  accepts,
} from './index.js';

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const thrown = async (run: () => unknown) => {
  try {
    await run();
  } catch (error) {
    return error as ProtocolError;
  }
  return undefined;
};
const status = fc.record(
  { sc: fc.integer({ min: 100, max: 1999 }), URI: fc.array(fc.string()) },
  { requiredKeys: ['sc'] },
);

describe('Package#1', () => {
  it('is what was written', () => {
    const MOS = [{ DDF: 'http://x/ddf', MOID: 'urn:x', MIID: ['a', 'b'] }];
    const Alert = [sessionAlert('server', 17)];
    const read = decodePackage1(encodePackage1({ MOS, Alert }).body);
    expect(read).toEqual({ kind: 'package1', MOS, Alert, remarks: [] });
    expect(notificationIdOf(read.Alert?.[0] ?? { AlertType: '' })).toBe(17);
  });

  it('reads {} with a remark, since an alert must say who initiated the session (TS 5.2.2)', () => {
    expect(decodePackage1(bytes({})).remarks).toEqual([
      { clause: 'TS 5.2.2', text: expect.stringContaining('Alert') as string },
    ]);
  });

  it('reads a bare NOTIFICATION-ID with a remark', () => {
    const read = decodePackage1(
      bytes({ Alert: [{ AlertType: 'urn:oma:at:dm:2.0:ServerInitiatedMgmt', DataType: 'int', Data: 5 }] }),
    );
    expect(notificationIdOf(read.Alert?.[0] ?? { AlertType: '' })).toBe(5);
    expect(read.remarks).toHaveLength(2);
  });

  it('passes over what nobody knows of an alert, with a remark', () => {
    const read = decodePackage1(
      bytes({
        Alert: [
          { AlertType: 'a', Mark: 'loud', Data: [] },
          { AlertType: 'b', Mark: 'minor' },
        ],
      }),
    );
    expect(read.Alert).toEqual([{ AlertType: 'a' }, { AlertType: 'b', Mark: 'minor' }]);
    expect(read.remarks.map(({ text }) => text.split(':')[0])).toEqual([
      'Alert/0/Mark',
      'Alert/0/Data',
      'Alert', // no session alert
    ]);
  });

  it.each([
    [[], ''],
    ['x', ''],
    [{ MOS: 1 }, 'MOS'],
    [{ MOS: [{}] }, 'MOS/0/MIID'],
    [{ MOS: [{ MIID: [1] }] }, 'MOS/0/MIID/0'],
    [{ Alert: [{}] }, 'Alert/0/AlertType'],
    [{ Alert: [{ AlertType: 'a', Mark: 1 }] }, 'Alert/0/Mark'],
  ])('names the wrong member of %j: %s', async (value, field) => {
    expect(await thrown(() => decodePackage1(bytes(value)))).toMatchObject({
      name: 'ProtocolError',
      field,
      httpStatus: 400,
    });
  });
});

describe('Package#2', () => {
  it('is what was written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string(), { minLength: 1 })),
        fc.option(fc.array(status), { nil: undefined }),
        (CMD, Status) => {
          const read = decodePackage2(encodePackage2({ CMD, ...(Status ? { Status } : {}) }).body);
          expect(read.CMD).toEqual(CMD);
          expect(read.Status).toEqual(Status);
        },
      ),
    );
  });

  it.each([
    [{}, 'CMD'],
    [{ CMD: [[]] }, 'CMD/0'],
    [{ CMD: ['GET'] }, 'CMD/0'],
    [{ CMD: [['GET', 1]] }, 'CMD/0/1'],
  ])('names the wrong member of %j', async (value, field) => {
    expect(await thrown(() => decodePackage2(bytes(value)))).toMatchObject({ field });
  });
});

describe('Package#3', () => {
  it("reads the forms of the specification's examples with remarks", () => {
    const read = decodePackage3(bytes({ Status: [200, [200, 'urn:x/a/'], { sc: 404 }] }));
    expect(read.Status).toEqual([{ sc: 200 }, { sc: 200, URI: ['urn:x/a/'] }, { sc: 404 }]);
    expect(read.remarks).toHaveLength(2);
  });

  it.each([
    [{}, 'Status'],
    [{ Status: [{}] }, 'Status/0/sc'],
    [{ Status: [{ sc: '200' }] }, 'Status/0/sc'],
    [{ Status: [{ sc: 20 }] }, 'Status/0/sc'],
    [{ Status: ['x'] }, 'Status/0'],
  ])('names the wrong member of %j', async (value, field) => {
    expect(await thrown(() => decodePackage3(bytes(value)))).toMatchObject({ field });
  });

  const multipart = (...parts: string[]) => `${parts.map((text) => `--b\r\n${text}\r\n`).join('')}--b--\r\n`;
  const head = `Content-Disposition: form-data\r\nContent-Type: ${MEDIA.response}\r\n\r\n{"Status":[{"sc":200}]}`;
  const read = (body: string, contentType = 'multipart/form-data; boundary=b') =>
    decodeRequest({ contentType, body: bytes(body) });

  it('reads a first part with a name, with a remark', async () => {
    const named = await read(multipart(head.replace('form-data', 'form-data; name="status"')));
    expect(named.remarks).toEqual([{ clause: 'TS App. F', text: expect.stringContaining('name') as string }]);
  });

  it.each([
    ['cut within a part', multipart(head).slice(0, -10)],
    ['without its closing boundary', multipart(head).replace('--b--', '--b')],
    ['with a part that has no name', multipart(head, 'Content-Disposition: form-data\r\n\r\nx')],
    ['with a name that is no index', multipart(head, 'Content-Disposition: form-data; name="a"\r\n\r\nx')],
    [
      'with two parts for one command',
      multipart(head, ...['x', 'y'].map((text) => `Content-Disposition: form-data; name="0"\r\n\r\n${text}`)),
    ],
    [
      'whose first part is no package',
      multipart('Content-Disposition: form-data; name="0"\r\nContent-Type: text/plain\r\n\r\nx'),
    ],
    ['that is empty', ''],
    ['that is only a boundary', '--b--\r\n'],
  ])('refuses a multipart body %s', async (_title, body) => {
    expect(await thrown(() => read(body))).toMatchObject({ name: 'ProtocolError', httpStatus: 400 });
  });

  it('refuses a boundary that is missing, and a part beyond the limit', async () => {
    expect(await thrown(() => read('', 'multipart/form-data'))).toMatchObject({ field: 'Content-Type' });
    const large = multipart(head, `Content-Disposition: form-data; name="0"\r\n\r\n${'x'.repeat(2000)}`);
    const limited = decodeRequest({
      contentType: 'multipart/form-data; boundary=b',
      body: bytes(large),
      limits: { partBytes: 1000 },
    });
    expect(await thrown(() => limited)).toMatchObject({ httpStatus: 413 });
  });
});

describe('any input', () => {
  it('of another media type is refused with 415 (TS 5.5)', async () => {
    expect(
      await thrown(() => decodeRequest({ contentType: 'application/json', body: bytes('{}') })),
    ).toMatchObject({ httpStatus: 415, field: 'Content-Type' });
  });

  it('nested without end is refused', async () => {
    expect(await thrown(() => decodePackage1(bytes('['.repeat(100_000))))).toBeInstanceOf(ProtocolError);
  });
});

describe('a command', () => {
  const raw = fc.oneof(
    fc.tuple(
      fc.constantFrom('GET', 'DELETE', 'EXEC', 'SHOW', 'CONT', 'UNSUB', 'HGET'),
      fc.string({ minLength: 1 }),
    ),
    fc.tuple(
      fc.constantFrom('HGET', 'HPUT', 'HPOST', 'EXEC', 'DEFAULT', 'SUB'),
      fc.string({ minLength: 1 }),
      fc.string({ minLength: 1 }),
    ),
    fc.constant(['END']),
  );
  it('is what was written', () => {
    fc.assert(
      fc.property(raw, (command) => {
        const read = decodeCommand(command);
        expect(read.kind === 'command' && encodeCommand(read.command)).toEqual(command);
      }),
    );
  });
  it.each(COMMAND_NAMES.filter((name) => name !== 'END'))('%s without parameters is malformed', (name) => {
    expect(decodeCommand([name])).toMatchObject({
      kind: 'malformed',
      clause: expect.stringContaining('TS 5.3') as string,
    });
  });
  it('that the specification does not have is unknown', () => {
    expect(decodeCommand(['REBOOT'])).toEqual({ kind: 'unknown', name: 'REBOOT' });
    expect(decodeCommand(['toString'])).toEqual({ kind: 'unknown', name: 'toString' });
  });
});

describe('MO data (TS 7.2.1.4)', () => {
  it.each([
    ['1', ''],
    ['[1]', '0'],
    ['[{"ClientURI":"urn:x//"}]', '0/MOData'],
    ['[{"MOData":{"a":1}}]', '0/ClientURI'],
    ['[{"ClientURI":"urn:x//","MOData":{}}]', '0/MOData'],
    ['[{"ClientURI":"urn:x//","MOData":{"a":1,"b":2}}]', '0/MOData'],
    ['[{"ClientURI":"urn:x//","MOData":{"a":{"b":[]}}}]', '0/MOData/a/b'],
    ['[{"ClientURI":"urn:x//","MOData":{"a":{"":1}}}]', '0/MOData/a'],
    ['[{"ClientURI":"urn:x//","MOData":{"a":1e999}}]', '0/MOData/a'],
  ])('%s is refused for its member "%s"', async (text, field) => {
    expect(await thrown(() => decodeMo(bytes(text)))).toMatchObject({ code: 'malformed-mo', field });
  });
  it('are read as one object, with a remark', () => {
    expect(decodeMo(bytes({ ClientURI: 'urn:x//', MOData: { a: 1 } })).remarks).toHaveLength(1);
  });
});

describe('a media type (TS 5.5)', () => {
  it.each([
    ['a/b', 'a/b', {}],
    [' A/B ; C = d ', 'a/b', { c: 'd' }],
    ['a/b;c="d;\\"e"', 'a/b', { c: 'd;"e' }],
    ['a/b;', 'a/b', {}],
  ])('%s is read', (text, essence, parameters) => {
    const read = parseMediaType(text);
    expect([read?.essence, Object.fromEntries(read?.parameters ?? [])]).toEqual([essence, parameters]);
  });
  it.each(['', 'a', 'a/', '/b', 'a/b/c', 'a b/c', 'a/b;c', 'a/b;c="d', 'a/b;c="', 'a/b;c="d"e', 'a/b;(=1'])(
    '%j is none',
    (text) => {
      expect(parseMediaType(text)).toBeUndefined();
    },
  );
});

describe('Accept (TS 5.5)', () => {
  it.each([
    [undefined, true],
    ['', true],
    [MEDIA.request, true],
    ['application/*', true],
    ['*/*', true],
    ['text/html', false],
    [`${MEDIA.request};q=0`, false],
    [`*/*, ${MEDIA.request};q=0`, false],
    [`text/html, ${MEDIA.request};q=0.1`, true],
  ])('%s', (header, expected) => {
    expect(accepts(header, MEDIA.request)).toBe(expected);
  });
});
