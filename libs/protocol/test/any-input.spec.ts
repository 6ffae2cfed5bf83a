import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accepts,
  decodeCommand,
  decodeMo,
  decodeNotification,
  decodePackage1,
  decodePackage2,
  decodePackage3,
  decodeRequest,
  encodeCommand,
  encodeMo,
  encodeNotification,
  encodePackage1,
  encodePackage2,
  encodePackage3,
  formatClientUri,
  formatDdf,
  MEDIA,
  parseClientUri,
  parseDdf,
  parseMediaType,
  ProtocolError,
  readMaid,
  standardObjectOf,
  STANDARD_DDFS,
  verifyDigest,
} from '../src/index.js';
import {
  alert,
  clientUri,
  command,
  moEntry,
  moItem,
  notification,
  parts,
  status,
} from './support/arbitrary.js';

const encoder = new TextEncoder();
const BOUNDARY = 'multipart/form-data; boundary=b';

/** Whatever comes of it: a value, or a `ProtocolError` that names a clause; never another error, never a promise that stays open. */
async function decodeAll(body: Uint8Array): Promise<void> {
  const text = Buffer.from(body).toString('utf8');
  const decoders: (() => unknown)[] = [
    ...[
      MEDIA.initiation,
      MEDIA.response,
      BOUNDARY,
      'multipart/form-data; boundary="dm2-b"',
      text,
      undefined,
    ].map((contentType) => () => decodeRequest({ contentType, body })),
    () => decodePackage1(body),
    () => decodePackage2(body).CMD.map(decodeCommand),
    () => decodePackage3(body),
    () => decodeMo(body),
    () => decodeNotification(body),
    () => parseDdf(text),
    () => parseClientUri(text),
  ];
  for (const decode of decoders) {
    try {
      await decode();
    } catch (error) {
      expect(error).toBeInstanceOf(ProtocolError);
      const { clause, message } = error as ProtocolError;
      expect(clause).toMatch(/^(?:TS|CR) /);
      expect(message.length).toBeLessThan(1000);
    }
  }
  // These have no error at all.
  expect(typeof verifyDigest(body, body, body)).toBe('boolean');
  expect(typeof accepts(text, MEDIA.request)).toBe('boolean');
  parseMediaType(text);
  readMaid(text);
  standardObjectOf(text);
}

/** A valid body with bytes put in, taken out, doubled or changed. */
function mutated(valid: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc
      .constantFrom(
        '"',
        '{',
        '[',
        ',',
        ':',
        '\r\n',
        '--b',
        '<',
        '>',
        '&',
        '%',
        '/',
        '\\',
        '0',
        '1e999',
        '-',
        '\0',
      )
      .map((char) => encoder.encode(char)),
  );
  const change = fc.record({ at: fc.nat(), drop: fc.nat(8), piece, again: fc.boolean() });
  return fc.tuple(valid, fc.array(change, { minLength: 1, maxLength: 4 })).map(([bytes, changes]) =>
    changes.reduce<Uint8Array>((before, { at, drop, piece: put, again }) => {
      const start = before.length === 0 ? 0 : at % before.length;
      const kept = before.subarray(0, start);
      const rest = before.subarray(Math.min(before.length, start + drop));
      return Buffer.concat([kept, put, ...(again ? [kept] : []), rest]);
    }, bytes),
  );
}

const packages: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.tuple(fc.array(moEntry), fc.array(alert)).map(([MOS, Alert]) => encodePackage1({ MOS, Alert }).body),
  fc.array(command).map((commands) => encodePackage2({ CMD: commands.map(encodeCommand) }).body),
  fc.array(status).map((Status) => encodePackage3({ Status, data: new Map() }).body),
  fc.array(moItem).map((items) => encodeMo(items)),
);
const multipart = fc.tuple(fc.array(status), parts).map(([Status, data]) => {
  const { contentType, body } = encodePackage3({ Status, data });
  const boundary = contentType.split('boundary=')[1] ?? '-';
  return Buffer.from(Buffer.from(body).toString('latin1').replaceAll(boundary, 'b'), 'latin1');
});
const descriptions = fc.constantFrom(...STANDARD_DDFS.values()).map((ddf) => encoder.encode(formatDdf(ddf)));

describe('no input makes a decoder throw anything but ProtocolError', () => {
  it.each<[string, fc.Arbitrary<Uint8Array>, number]>([
    ['bytes', fc.uint8Array({ size: 'medium' }), 300],
    ['text', fc.string({ unit: 'binary', size: 'medium' }).map((text) => encoder.encode(text)), 300],
    ['JSON', fc.json().map((text) => encoder.encode(text)), 500],
    ['packages and MO data, changed', mutated(packages), 500],
    ['a multipart body, changed', mutated(multipart), 500],
    ['a notification, changed', mutated(notification.map((value) => encodeNotification(value))), 500],
    ['a ClientURI, changed', mutated(clientUri.map((uri) => encoder.encode(formatClientUri(uri)))), 500],
    ['a description, changed', mutated(descriptions), 100],
  ])('%s', { timeout: 120_000 }, async (_title, input, numRuns) => {
    await fc.assert(fc.asyncProperty(input, decodeAll), { numRuns });
  });

  it('members of JSON that have the names of a prototype', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      await decodeAll(encoder.encode(`{"${name}":{"CMD":[],"Status":[],"Alert":[]}}`));
      await decodeAll(encoder.encode(`[{"ClientURI":"urn:x//","MOData":{"${name}":{"${name}":1}}}]`));
    }
    expect(decodePackage1(encoder.encode('{"__proto__":{"MOS":[{"MIID":["a"]}]}}')).MOS).toBeUndefined();
  });
});

describe('input that is made to be slow is decoded or refused', () => {
  // A decoder that takes more than linear time doesn't come to an end of these within the test's time limit.
  const size = 2_000_000;
  const shapes = [
    '[',
    '{"a":',
    '[[],',
    '"\\',
    '"\\u',
    '--b',
    '\r\n--b',
    '\r\n-',
    '--b\r\n\r\n',
    '--b\r\nContent-Disposition: form-data; name="',
    'a: b\r\n',
    '<',
    '<a>',
    '<!--',
    '<![CDATA[',
    '&amp;',
    '&',
    ']]>',
    '<a b="',
    '<!DOCTYPE a [',
    '<Node><NodeName>a</NodeName></Node>',
    'urn:x/',
    '%41',
    '(x)',
    ';a="',
    ',*/*',
    ';',
    '=',
    ' ',
    '\t',
    '\0',
  ];
  it.each(shapes)('%j, again and again', { timeout: 60_000 }, async (shape) => {
    await decodeAll(encoder.encode(shape.repeat(size / shape.length)));
  });

  it('many members, items, parts, nodes and fields', { timeout: 60_000 }, async () => {
    const many = 100_000;
    const list = (text: (i: number) => string) => Array.from({ length: many }, (_, i) => text(i)).join(',');
    await decodeAll(encoder.encode(`{"CMD":[${list((i) => `["GET","urn:x//${i}"]`)}]}`));
    await decodeAll(
      encoder.encode(
        `{"Status":[${list(() => '200')}],"Alert":[${list(() => '{"AlertType":"a","Data":{}}')}]}`,
      ),
    );
    await decodeAll(encoder.encode(`{"MOS":[${list(() => '{"MIID":[]}')}]}`));
    await decodeAll(
      encoder.encode(
        `[{"ClientURI":"oma:mo:oma-dm-devinfo:1.0//","MOData":{"a":{${list((i) => `"${i}":1`)}}}}]`,
      ),
    );
    const part = (i: number) => `--b\r\nContent-Disposition: form-data; name="${i}"\r\n\r\nx\r\n`;
    await decodeAll(encoder.encode(`${Array.from({ length: 20_000 }, (_, i) => part(i)).join('')}--b--\r\n`));
    const nodes = Array.from(
      { length: many },
      (_, i) => `<Node><NodeName>n${i}</NodeName><Path>n0</Path></Node>`,
    );
    const ddf = `<MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>n0</NodeName></Node>${nodes.join('')}</MgmtTree>`;
    expect(parseDdf(ddf).roots[0]?.children).toHaveLength(many);
  });
});
