import { basic, CLIENT_INITIATED, header, TYPES } from '../../peers/raw-client.js';
import type { ServerSubject } from '../../subjects.js';
import { same, serverCase } from './server-case.js';
import { GET } from './wire/sample.js';
import { seen, toldStatuses } from './wire/sending.js';

const item = 'DM-SEC-001-S-M';
const clause = 'TS 9.2.1';

/** Values of Authorization that let nobody in. */
const WRONG: readonly (readonly [what: string, value: (subject: ServerSubject) => string | null])[] = [
  ['no credentials', () => null],
  ['a wrong user name', ({ credentials }) => basic(`${credentials.user}-`, credentials.password)],
  ['a wrong password', ({ credentials }) => basic(credentials.user, `${credentials.password}-`)],
  ['an empty password', ({ credentials }) => basic(credentials.user, '')],
  ['a password cut short', ({ credentials }) => basic(credentials.user, credentials.password.slice(0, -1))],
  ['no colon', ({ credentials }) => `Basic ${Buffer.from(credentials.user).toString('base64')}`],
  ['what is no base64', () => 'Basic !!!'],
  [
    'another scheme',
    ({ credentials }) => basic(credentials.user, credentials.password).replace('Basic', 'Bearer'),
  ],
];

export const cases = [
  serverCase({
    item,
    clause,
    title: 'A device authenticates with HTTP Basic, whatever the case of the scheme',
    async run(subject, check) {
      const { user, password } = subject.credentials;
      const client = subject.client();
      const right = await client.open();
      check.must(right.status === 200, 'with the right credentials the session opens', right.status);
      await client.toEnd(right);
      const again = await subject.clientWith(undefined).send({
        contentType: TYPES.initiation,
        body: JSON.stringify({ Alert: [CLIENT_INITIATED] }),
        headers: { authorization: basic(user, password).replace('Basic', 'bAsIc') },
      });
      check.must(
        again.status === 200,
        'the name of the scheme has no case',
        again.status,
        'TS 9.2.1, RFC 7617',
      );
    },
  }),
  ...WRONG.map(([what, value]) =>
    serverCase({
      item,
      clause,
      title: `With ${what} no package is taken`,
      negative: true,
      async run(subject, check) {
        await subject.queue([[GET]]);
        const client = subject.client();
        const authorization = value(subject);
        const refused = await client.send({
          contentType: TYPES.initiation,
          body: JSON.stringify({ Alert: [CLIENT_INITIATED] }),
          headers: { authorization },
        });
        check.must(refused.status === 401, 'Package#1 is 401', seen(refused));
        const challenge = header(refused, 'www-authenticate');
        check.must(
          /(?:^|,)\s*Basic\s+(?:[^,]*,\s*)*realm="[^"]*"/i.test(challenge),
          'the challenge names the scheme Basic and a realm',
          challenge,
          'TS 9.2.1, RFC 7617',
        );
        check.must(refused.commands.length === 0, 'no command leaves the server', refused.body);
        const first = await client.open();
        const stranger = await client.send({
          contentType: TYPES.response,
          body: '{"Status":[{"sc":404}]}',
          headers: { authorization },
        });
        check.must(stranger.status === 401, 'Package#3 is 401', seen(stranger));
        await client.toEnd(first);
        const statuses = await toldStatuses(subject);
        check.must(same(statuses, [200]), 'the session that was open goes on as it was', statuses);
      },
    }),
  ),
  serverCase({
    item,
    clause,
    title: 'Credentials of one device are not those of another',
    negative: true,
    async run(subject, check) {
      const other = await subject.another();
      await other.queue([[GET]]);
      const refused = await subject.clientWith(subject.credentials, other.devId).open();
      check.must(
        refused.status === 401 || refused.status === 403,
        'with another OMADM-DevID than their own they are refused',
        seen(refused),
      );
      check.should(refused.status === 403, 'they are understood, so it is 403', refused.status);
      check.must(
        refused.commands.length === 0,
        'no command of the other device leaves the server',
        refused.body,
      );
      const stranger = await subject.clientWith(undefined, 'urn:conformance:nobody').open();
      check.must(
        stranger.status === 401 || stranger.status === 403,
        'a device that nobody knows is refused',
        stranger.status,
      );
      const known = await subject.clientWith(undefined).open();
      check.should(
        stranger.status === known.status &&
          header(stranger, 'www-authenticate') === header(known, 'www-authenticate'),
        'whether a device is known can not be told from the refusal',
        [stranger.status, known.status],
      );
    },
  }),
];
