import { dataPart, multipart, statusPart, type RawPart } from '../../peers/multipart.js';
import { TYPES, type RawRequest } from '../../peers/raw-client.js';
import { same, serverCase } from './server-case.js';
import { instance, MOID, ONLY } from './wire/sample.js';
import { begin, seen } from './wire/sending.js';

const item = 'DM-PACK-013-S-M';
const clause = 'TS App. F';

const A = [instance(`${MOID}/one/A`, { A: 'ä€😀' })];
const B = [instance(`${MOID}/one/B`, { B: 7 })];
const first = statusPart([200, 200]);
const [a, b] = [dataPart(0, A), dataPart(1, B)];

function withHeaders(part: RawPart, headers: readonly string[]): RawPart {
  return { ...part, headers };
}

/** Ways to write the same multipart package. */
const RIGHT: readonly (readonly [what: string, RawRequest])[] = [
  ['as the examples have it', multipart([first, a, b])],
  [
    'whose first part has a name',
    multipart([statusPart([200, 200], { disposition: 'form-data; name="status"' }), a, b]),
  ],
  [
    'whose first part has an empty name',
    multipart([statusPart([200, 200], { disposition: 'form-data; name=""' }), a, b]),
  ],
  ['whose data comes in another order', multipart([first, b, a])],
  [
    'whose names are tokens',
    multipart([
      first,
      withHeaders(a, ['Content-Disposition: form-data; name=0', `Content-Type: ${TYPES.mo}`]),
      withHeaders(b, ['Content-Disposition: form-data; name=1', `Content-Type: ${TYPES.mo}`]),
    ]),
  ],
  [
    'whose headers are written otherwise',
    multipart([
      withHeaders(first, [`content-type:${TYPES.response}; charset=utf-8`, 'CONTENT-DISPOSITION: form-data']),
      withHeaders(a, [`CONTENT-TYPE: ${TYPES.mo.toUpperCase()}`, 'content-disposition: Form-Data; Name="0"']),
      withHeaders(b, [
        'X-More: 1',
        `Content-Type: ${TYPES.mo}`,
        'Content-Disposition: form-data; name="1"; filename="b"',
      ]),
    ]),
  ],
  ['whose boundary is quoted', multipart([first, a, b], { boundary: "b'()+_,-./:=? b", quoted: true })],
  [
    'with text before and after',
    multipart([first, a, b], { preamble: 'not a part', epilogue: '\r\nnot a part either\r\n' }),
  ],
  ['whose statuses are bare numbers', multipart([{ ...first, body: '{"Status":[200,200]}' }, a, b])],
  ['whose data is one object', multipart([first, dataPart(0, A[0]), b])],
  [
    'with members that nobody knows',
    multipart([statusPart([200, 200], { more: { More: [1] } }), a, dataPart(1, [{ ...B[0], More: 1 }])]),
  ],
];

/** What no server may take for an answer to two GETs. */
const WRONG: readonly (readonly [what: string, RawRequest])[] = [
  ['that is cut', cut(multipart([first, a, b]))],
  ['without a boundary', { ...multipart([first, a, b]), contentType: 'multipart/form-data' }],
  [
    'whose boundary occurs nowhere',
    { ...multipart([first, a, b]), contentType: 'multipart/form-data; boundary=other' },
  ],
  ['without parts', multipart([])],
  ['whose first part is no package', multipart([a, first, b])],
  ['whose statuses are broken', multipart([{ ...first, body: '{"Status":' }, a, b])],
  ['with too few statuses', multipart([statusPart([200]), a])],
  ['with data for a command that there was not', multipart([first, a, b, dataPart(2, A)])],
];

function cut(request: RawRequest): RawRequest {
  const { length } = request.body;
  return { ...request, body: (request.body as Uint8Array).subarray(0, length - 40) };
}

export const cases = [
  ...RIGHT.map(([what, request]) =>
    serverCase({
      item,
      clause,
      title: `A multipart Package#3 ${what} is taken`,
      async run(subject, check) {
        const { client } = await begin(subject, [
          [
            ['GET', `${ONLY}A`],
            ['GET', `${ONLY}B`],
          ],
        ]);
        const answer = await client.send(request);
        check.must(answer.status === 200, 'it is answered 200', seen(answer));
        await client.toEnd(answer);
        const data = (await subject.reports()).map((report) => report.data);
        check.must(
          same(data.map(items), [A, B].map(items)),
          'the data is told with the commands it belongs to',
          data,
        );
      },
    }),
  ),
  ...WRONG.map(([what, request]) =>
    serverCase({
      item,
      clause,
      title: `A multipart Package#3 ${what} is refused and the session stays as it was`,
      negative: true,
      async run(subject, check) {
        const { client } = await begin(subject, [
          [
            ['GET', `${ONLY}A`],
            ['GET', `${ONLY}B`],
          ],
        ]);
        const refused = await client.send(request);
        check.must(refused.status === 400, 'it is answered 400', seen(refused));
        const answer = await client.send(multipart([first, a, b]));
        check.must(answer.status === 200, 'the right one is taken afterwards', seen(answer));
        await client.toEnd(answer);
        const data = (await subject.reports()).map((report) => report.data);
        check.must(same(data.map(items), [A, B].map(items)), 'and it alone counts', data);
      },
    }),
  ),
  serverCase({
    item,
    clause,
    title: 'Big data of a GET arrives whole',
    async run(subject, check) {
      const { client } = await begin(subject, [
        [
          ['GET', `${ONLY}Text`],
          ['GET', `${ONLY}Data`],
        ],
      ]);
      const text = 'line of text — with \r\n--boundary-of-the-cas\r\n in it. '.repeat(20_000);
      const value = 'x'.repeat(400_000);
      const data = [instance(`${ONLY}Data`, { Data: value })];
      const answer = await client.send(
        multipart([first, dataPart(0, text, 'text/plain; charset=utf-8'), dataPart(1, data)]),
      );
      check.must(answer.status === 200, 'it is answered 200', seen(answer));
      await client.toEnd(answer);
      const reports = await subject.reports();
      check.must(
        reports[0]?.data === text,
        `a value of ${text.length} characters is told whole`,
        String(reports[0]?.data).length,
      );
      check.must(same(reports[1]?.data, data), 'so is a big object', String(reports[1]?.data).length);
    },
  }),
];

/** The items of `application/dmmo+json`, one alone included, without what nobody knows. */
function items(data: unknown): unknown {
  return [data].flat().map((one) => {
    if (typeof one !== 'object' || one === null) return one;
    const { More: _unknown, ...known } = one as { readonly More?: unknown };
    return known;
  });
}
