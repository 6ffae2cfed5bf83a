import { CLIENT_INITIATED, TYPES, type RawRequest } from '../../peers/raw-client.js';
import { same, serverCase } from './server-case.js';
import { GET } from './wire/sample.js';
import { seen } from './wire/sending.js';

const item = 'DM-PACK-011-S-M';

const MOS = [{ DDF: 'https://d.example/x.xml', MOID: 'urn:conformance:mo:sample:1.0', MIID: ['one', 'two'] }];
const BOOTSTRAPPED = { AlertType: 'urn:oma:at:dm:2.0:BootstrapComplete' };

/** What a client may open a session with (TS 7.2.1.1). */
const RIGHT: readonly (readonly [what: string, clause: string, json: unknown])[] = [
  ['with objects and an alert', 'TS 5.2.2', { MOS, Alert: [CLIENT_INITIATED] }],
  ['after a bootstrap', 'TS 5.2.2', { Alert: [BOOTSTRAPPED] }],
  ['after a bootstrap, by the client', 'TS 5.2.2', { Alert: [CLIENT_INITIATED, BOOTSTRAPPED] }],
  ['with objects alone', 'TS 7.2.1.1', { MOS }],
  ['that is {}', 'TS 7.2.1.1', {}],
  ['with empty lists', 'TS 7.2.1.1', { MOS: [], Alert: [] }],
  ['with an object that has no instance', 'TS 5.2.2', { MOS: [{ ...MOS[0], MIID: [] }] }],
  ['with an object of which only MIID is told', 'TS 7.2.1.1', { MOS: [{ MIID: ['one'] }] }],
  [
    'with members that nobody knows, everywhere',
    'TS 7.2.1.1',
    {
      More: { a: [1] },
      MOS: [{ ...MOS[0], More: null }],
      Alert: [{ ...CLIENT_INITIATED, More: true, DataType: 'application/json', Data: { More: [] } }],
    },
  ],
  ['with text that is not ASCII', 'TS 7.2.1.1', { MOS: [{ ...MOS[0], DDF: 'https://d.example/ä€😀' }] }],
];

const begin = JSON.stringify({ MOS: [], Alert: [CLIENT_INITIATED] });

/** What opens no session, and the statuses that say so. */
const WRONG: readonly (readonly [what: string, clause: string, statuses: readonly number[], RawRequest])[] = [
  [
    'without OMADM-DevID',
    'TS 5.2.2',
    [400],
    { contentType: TYPES.initiation, body: begin, headers: { 'omadm-devid': null } },
  ],
  [
    'with an empty OMADM-DevID',
    'TS 5.2.2',
    [400],
    { contentType: TYPES.initiation, body: begin, headers: { 'omadm-devid': ' ' } },
  ],
  ['by PUT', 'TS 5.2.2', [400, 404, 405, 501], { method: 'PUT', contentType: TYPES.initiation, body: begin }],
  ['by GET', 'TS 5.2.2', [400, 404, 405, 501], { method: 'GET', contentType: TYPES.initiation, body: '' }],
];

export const cases = [
  ...RIGHT.map(([what, clause, json]) =>
    serverCase({
      item,
      clause,
      title: `A Package#1 ${what} opens a session`,
      async run(subject, check) {
        await subject.queue([[GET]]);
        const client = subject.client();
        const answer = await client.send({ contentType: TYPES.initiation, body: JSON.stringify(json) });
        check.must(answer.status === 200, 'it is answered 200', seen(answer));
        check.must(same(answer.commands, [GET]), 'with what was queued for the device', answer.commands);
        await client.toEnd(answer);
      },
    }),
  ),
  ...WRONG.map(([what, clause, statuses, request]) =>
    serverCase({
      item,
      clause,
      title: `A Package#1 ${what} opens none`,
      negative: true,
      async run(subject, check) {
        const answer = await subject.client().send(request);
        check.must(statuses.includes(answer.status), `it is answered ${statuses.join(' or ')}`, seen(answer));
        const late = await subject.client().answer([]);
        check.must(late.status >= 400 && late.status < 500, 'no session is open', late.status);
      },
    }),
  ),
];
