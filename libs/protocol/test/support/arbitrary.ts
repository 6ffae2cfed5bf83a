import fc from 'fast-check';
import {
  buildClientUri,
  COMMAND_SIGNATURES,
  CONNECTION_TYPES,
  MARKS,
  type Alert,
  type ClientUri,
  type DmCommand,
  type MoEntry,
  type MoItem,
  type MoValue,
  type Notification,
  type PartData,
  type Segment,
  type StatusItem,
} from '../../src/index.js';

/** Arbitrary values of what travels: every form that may be written, texts of any Unicode characters. */
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const anyText = fc.string({ unit: 'binary', maxLength: 12 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Without the members that are `undefined`: what is not there is not written. */
function defined<T extends object>(
  record: fc.Arbitrary<{ [K in keyof T]: T[K] | undefined }>,
): fc.Arbitrary<T> {
  return record.map(
    (value) => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T,
  );
}

export const moid = fc.stringMatching(/^urn:[a-z]{1,8}:[a-z-]{1,8}:[1-9]\.[0-9]$/);

const letter = fc.constantFrom('x', 'y', 'Z');
const segment: fc.Arbitrary<Segment> = fc.oneof(
  { weight: 4, arbitrary: text.map((name) => ({ kind: 'name', name }) as const) },
  fc.constantFrom('*', '(x)', '%2A').map((name) => ({ kind: 'name', name }) as const),
  fc.constant({ kind: 'all' } as const),
  letter.map((x) => ({ kind: 'x', letter: x }) as const),
);

/** Any ClientURI: each letter is used once, and has one to three nv fields. */
export const clientUri: fc.Arbitrary<ClientUri> = fc
  .record({
    moid,
    instance: fc.oneof(fc.constant({ kind: 'only' } as const), segment),
    path: fc.array(segment, { maxLength: 5 }),
    lv: optional(fc.integer({ min: 1, max: 999_999_999 })),
    fields: fc.array(
      fc.record({
        path: fc.array(text, { minLength: 1, maxLength: 3 }),
        value: fc.string({ unit: 'grapheme' }),
      }),
      { minLength: 3, maxLength: 6 },
    ),
    cv: optional(text),
  })
  .map(({ instance, path, fields, lv, cv, ...rest }) => {
    const letters = new Set<string>();
    const once = (given: Segment): Segment => {
      if (given.kind !== 'x') return given;
      if (letters.has(given.letter)) return { kind: 'all' };
      letters.add(given.letter);
      return given;
    };
    const [first, ...others] = [instance, ...path].map(once);
    const names = [...letters];
    return {
      ...rest,
      instance: first ?? { kind: 'only' },
      path: others,
      nv:
        names.length === 0
          ? []
          : fields.map((field, i) => ({ letter: names[i % names.length] ?? '', ...field })),
      ...(lv === undefined ? {} : { lv }),
      ...(cv === undefined ? {} : { cv }),
    };
  });

const clientUriText = clientUri.map(buildClientUri);
const serverUri = text.map((path) => `https://repository.example/${encodeURIComponent(path)}/[DevID]`);

export const status: fc.Arbitrary<StatusItem> = defined<StatusItem>(
  fc.record({ sc: fc.integer({ min: 100, max: 1999 }), URI: optional(fc.array(clientUriText)) }),
);

export const moEntry: fc.Arbitrary<MoEntry> = fc.record({
  DDF: text,
  MOID: moid,
  MIID: fc.array(text, { maxLength: 3 }),
});

const jsonObject = fc.dictionary(
  fc.string({ minLength: 1 }).filter((name) => !['__proto__', 'NOTIFICATION-ID'].includes(name)),
  // JSON has no -0: it is written as 0.
  fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown),
  { noNullPrototype: true, maxKeys: 4 },
);

/** Any generic alert; Data has its DataType. */
export const alert: fc.Arbitrary<Alert> = defined<Alert>(
  fc
    .record({
      AlertType: text.map((name) => `urn:${name}`),
      SourceURI: optional(clientUriText),
      TargetURI: optional(clientUriText),
      Mark: optional(fc.constantFrom(...MARKS)),
      DataType: optional(fc.constantFrom('application/json', 'text/xml', 'text/plain;charset=utf-8')),
      Data: optional(jsonObject),
    })
    .map((value) => (value.DataType === undefined ? { ...value, Data: undefined } : value)),
);

/** Any of the twelve commands with as many parameters as it takes. */
export const command: fc.Arbitrary<DmCommand> = fc
  .record({
    name: fc.constantFrom(...(Object.keys(COMMAND_SIGNATURES) as (keyof typeof COMMAND_SIGNATURES)[])),
    serverUri,
    clientUris: fc.array(clientUriText, { minLength: 1, maxLength: 3 }),
    moid,
    more: fc.boolean(),
  })
  .map(({ name, serverUri: server, clientUris, moid: object, more }): DmCommand => {
    const [uri = ''] = clientUris;
    switch (name) {
      case 'HGET':
        return { name, serverUri: server, ...(more ? { clientUri: uri } : {}) };
      case 'HPUT':
      case 'HPOST':
        return { name, serverUri: server, clientUris };
      case 'EXEC':
        return { name, clientUri: uri, ...(more ? { serverUri: server } : {}) };
      case 'DELETE':
      case 'GET':
      case 'UNSUB':
        return { name, clientUri: uri };
      case 'SHOW':
      case 'CONT':
        return { name, serverUri: server };
      case 'DEFAULT':
        return { name, serverUri: server, moid: object };
      case 'SUB':
        return { name, serverUri: server, clientUri: uri };
      case 'END':
        return { name };
    }
  });

const nodeName = text.filter((name) => name !== '__proto__');

/** A tree of MO data, down to bare values. */
export const moValue: fc.Arbitrary<MoValue> = fc.letrec<{ value: MoValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    anyText,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.boolean(),
    fc.constant(null),
    fc.dictionary(nodeName, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;

export const moItem: fc.Arbitrary<MoItem> = defined<MoItem>(
  fc.record({
    DDF: optional(text),
    ClientURI: clientUriText,
    CV: optional(text),
    MOData: fc.record({ name: nodeName, value: moValue }).map(({ name, value }) => ({ [name]: value })),
  }),
);

export const part: fc.Arbitrary<PartData> = fc.record({
  contentType: fc.constantFrom(
    'text/plain',
    'application/dmmo+json',
    'text/plain; charset="utf-8"',
    'image/png',
  ),
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .constantFrom('\r\n', '\r\n--', '--', '\r\n\r\n', '\n--dm2-')
      .map((piece) => new TextEncoder().encode(piece)),
  ),
});

export const parts: fc.Arbitrary<ReadonlyMap<number, PartData>> = fc
  .array(fc.tuple(fc.nat(999), part), { maxLength: 5 })
  .map((entries) => new Map(entries));

export const notification: fc.Arbitrary<Notification> = defined<Notification>(
  fc.record({
    serverId: optional(fc.string({ unit: 'grapheme' })),
    preferredConTypes: optional(
      fc
        .tuple(fc.shuffledSubarray(CONNECTION_TYPES.slice(1)), fc.boolean())
        .map(([types, any]) => [...types, ...(any ? (['any'] as const) : [])]),
    ),
    notificationId: optional(fc.nat(0xffff)),
    digest: optional(fc.uint8Array({ minLength: 32, maxLength: 32 })),
    timestamp: optional(fc.nat(0xffffffff)),
    reqMos: fc.boolean(),
  }),
);
