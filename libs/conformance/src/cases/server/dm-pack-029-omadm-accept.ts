import { CLIENT_INITIATED, header, TYPES } from '../../peers/raw-client.js';
import { serverCase } from './server-case.js';
import { ONLY, REPOSITORY } from './wire/sample.js';

const item = 'DM-PACK-029-S-O';
const clause = 'TS 5.5';

const MANDATED = [TYPES.initiation, TYPES.response, TYPES.mo, 'multipart/form-data'];
/** A list of media ranges with parameters (RFC 9110 12.5.1), no quoted strings. */
const RANGE = /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+(?:\s*;\s*[\w-]+=[\w."-]+)*$|^\*\/\*$/;

export const cases = [
  serverCase({
    item,
    clause,
    title: 'OMADM-Accept names what the server takes besides the mandated media types',
    async run(subject, check) {
      const others = [...(subject.dataFormats ?? []), ...(subject.packageFormats ?? [])];
      await subject.queue([[['HPUT', REPOSITORY, ONLY]]]);
      const client = subject.client();
      const body = JSON.stringify({ Alert: [CLIENT_INITIATED] });
      const refused = await client.send({ contentType: 'application/x-nobody-takes-this', body });
      check.must(refused.status === 415, 'what it does not take is 415', refused.status);
      const opened = await client.open();
      await client.toEnd(opened);
      const ranges = [refused, opened].map((answer) =>
        header(answer, 'omadm-accept')
          .split(',')
          .map((range) => range.trim().toLowerCase())
          .filter((range) => range !== ''),
      );
      check.must(
        ranges.flat().every((range) => RANGE.test(range)),
        'its form is that of Accept',
        ranges,
      );
      check.must(
        others.every((other) => ranges.flat().some((range) => range.split(';', 1)[0] === other)),
        'a server that takes more, in packages or by HPUT and HPOST, names it in a response',
        { others, ranges },
      );
      const named = ranges[0] ?? [];
      check.should(
        named.length === 0 ||
          MANDATED.slice(0, 2).every((type) => named.some((range) => range.startsWith(type))),
        'a 415 that names anything names the mandated types of packages too',
        named,
      );
      for (const range of named) {
        const type = range.split(';', 1)[0] ?? '';
        if (type.includes('*') || type === TYPES.mo) continue;
        const again = await subject.client().send({ contentType: type, body: 'x' });
        check.must(again.status !== 415, 'what it names it takes', `${type}: ${again.status}`);
      }
    },
  }),
];
