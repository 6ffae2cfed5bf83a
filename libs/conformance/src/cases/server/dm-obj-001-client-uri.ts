import { same, serverCase } from './server-case.js';
import { MOID } from './wire/sample.js';
import { begin } from './wire/sending.js';

const item = 'DM-OBJ-001-S-M';
const clause = 'TS 6.1.1';

/** ClientURIs of named nodes, as an operator may write them. */
const URIS = [
  `${MOID}//`,
  `${MOID}/one/`,
  `${MOID}/one/Level`,
  `${MOID}//Data/1/Value`,
  `${MOID}/MIID-._~0/A-b_c.d~e`,
  `${MOID}/one/%C3%A4%20%2F%3F`,
  'urn:oma:mo:oma-dm-devinfo:1.2//DevID',
  'oma:mo:oma-dm-devinfo:1.0//DevID',
  'urn:oma:mo:oma-dm-dacmo:1.0//urn%3Aoma%3Amo%3Aoma-dm-devinfo%3A1.2/miid1',
] as const;

export const cases = [
  serverCase({
    item,
    clause,
    title: 'A ClientURI is sent as it was asked for, percent-encoding and all',
    async run(subject, check) {
      const commands = URIS.map((uri) => ['GET', uri]);
      const { client, first: answer } = await begin(subject, [commands]);
      for (const [i, uri] of URIS.entries())
        check.must(same(answer.commands[i], ['GET', uri]), `${uri} stays what it is`, answer.commands[i]);
      await client.toEnd(answer);
    },
  }),
  serverCase({
    item,
    clause,
    title: 'What is no ClientURI never leaves the server as one',
    negative: true,
    async run(subject, check) {
      const bad = ['urn:x', 'urn:x/', `${MOID}//a//b`, `${MOID}//(x)`, `${MOID}//a?lv=0`, `${MOID}//a b`];
      for (const uri of bad) {
        const refused = await subject.queue([[['GET', uri]]]).then(
          () => false,
          () => true,
        );
        await subject.queue([[['GET', `${MOID}//`]]]);
        const client = subject.client();
        const answers = await client.toEnd(await client.open());
        const sent = answers.flatMap(({ commands }) => commands);
        check.must(
          refused || !sent.some((command) => command.includes(uri)),
          `${uri} is refused or not sent`,
          sent,
        );
        check.must(
          sent.some((command) => same(command, ['GET', `${MOID}//`])),
          'the right one that was queued after it is sent',
          sent,
        );
      }
    },
  }),
];
