import { same, serverCase } from './server-case.js';
import { MOID, REPOSITORY } from './wire/sample.js';
import { begin } from './wire/sending.js';

const item = 'DM-OBJ-002-S-M';

/** Query, x-name and wildcard, among them the examples of TS 6.1.3. */
const FORMS: readonly (readonly [what: string, clause: string, uris: readonly string[]])[] = [
  ['lv', 'TS 6.1.1.3', [`${MOID}//?lv=1`, `${MOID}/one/Data?lv=12`]],
  [
    'x-name with nv',
    'TS 6.1.1.3',
    [`${MOID}/(x)/?nv=(x)/ID:Temperature`, `${MOID}/(x)/Data/1/Value?nv=(x)/ID:GPS`],
  ],
  [
    'several x-names and several nv',
    'TS 6.1.3',
    [
      `${MOID}/right/Data/(x)/Value?nv=(x)/Date:12.1`,
      `${MOID}/(x)/Data/(y)/Value?nv=(x)/ID:GPS&nv=(y)/Date:12.2`,
      `${MOID}/(x)/Data/*/Value?nv=(x)/ID:GPS&nv=(x)/Setting:0xB2`,
    ],
  ],
  ['percent-encoded nv', 'TS 6.1.1.3', [`${MOID}/(a)/Name?nv=(a)/ID:%C3%A4%26b%3Dc%20%25`]],
  ['nv whose value has colons', 'TS 6.1.1.3', [`${MOID}/(a)/Name?nv=(a)/ID:IMEI:493005100592800`]],
  ['wildcard', 'TS 6.1.1.1', [`${MOID}/*/`, `${MOID}/*/Setting`, `${MOID}/*/Data/*/Value`]],
  ['fields of a vendor', 'TS 6.1.1.3', [`${MOID}//?x-vendor=1&lv=2`]],
];

export const cases = [
  ...FORMS.map(([what, clause, uris]) =>
    serverCase({
      item,
      clause,
      title: `A ClientURI with ${what} is sent unchanged`,
      async run(subject, check) {
        const commands = [...uris.map((uri) => ['GET', uri]), ['HPOST', REPOSITORY, ...uris]];
        const { client, first: answer } = await begin(subject, [commands]);
        check.must(
          same(answer.commands, commands),
          'every character is as it was asked for',
          answer.commands,
        );
        await client.toEnd(answer);
      },
    }),
  ),
  serverCase({
    item,
    clause: 'TS 6.1.1.3',
    title: 'A cv that the operator asks for is sent as it is',
    async run(subject, check) {
      const uri = `${MOID}/one/?cv=68a%26b%3D1`;
      const { client, first: answer } = await begin(subject, [[['GET', uri]]]);
      check.must(same(answer.commands, [['GET', uri]]), 'it is there, once', answer.commands);
      await client.toEnd(await client.answer([304]));
      check.must((await subject.outcome()) === 'succeeded', '304 is no failure', await subject.outcome());
    },
  }),
];
