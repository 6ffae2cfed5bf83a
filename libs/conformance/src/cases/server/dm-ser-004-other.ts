import { CLIENT_INITIATED, header, jsonOf, TYPES } from '../../peers/raw-client.js';
import { same, serverCase } from './server-case.js';
import { GET } from './wire/sample.js';
import { begin } from './wire/sending.js';

const item = 'DM-SER-004-S-O';
const clause = 'TS 7.2.2';
const OTHERS = ['application/cbor', 'application/xml', 'application/x-www-form-urlencoded', 'text/plain'];

export const cases = [
  serverCase({
    item,
    clause,
    title: 'A format that the server does not have is refused, for requests and for answers',
    negative: true,
    async run(subject, check) {
      const body = JSON.stringify({ Alert: [CLIENT_INITIATED] });
      for (const type of OTHERS.filter((other) => !(subject.packageFormats ?? []).includes(other))) {
        const sent = await subject.client().send({ contentType: type, body });
        check.must(sent.status === 415, `a request as ${type} is 415`, sent.status, 'TS 5.5');
        const wanted = await subject
          .client()
          .send({ contentType: TYPES.initiation, body, headers: { accept: type } });
        check.must(wanted.status === 406, `an answer as ${type} is 406`, wanted.status, 'TS 5.5');
      }
    },
  }),
  serverCase({
    item,
    clause,
    title: 'Whatever else it can write, JSON is there for whoever accepts it alone',
    async run(subject, check) {
      const { client, first: answer } = await begin(subject, [[GET]]);
      check.must(
        header(answer, 'content-type').startsWith(TYPES.request) && same(jsonOf(answer)['CMD'], [GET]),
        'Package#2 is JSON',
        `${header(answer, 'content-type')} ${answer.body}`,
        'TS 7.2.1',
      );
      await client.toEnd(answer);
    },
  }),
];
