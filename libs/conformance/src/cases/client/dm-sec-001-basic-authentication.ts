import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';

const ITEM = { item: 'DM-SEC-001-C-M', clause: 'TS 9.2.1' } as const;
const CREDENTIALS = { user: 'Aladdin', password: 'open sesame: ü' };
const BASIC = `Basic ${Buffer.from(`${CREDENTIALS.user}:${CREDENTIALS.password}`).toString('base64')}`;
const CHALLENGE = { status: 401, headers: { 'www-authenticate': 'Basic realm="dm", charset="UTF-8"' } };

const authenticated = played(
  {
    ...ITEM,
    title: 'The client authenticates with HTTP Basic, by what is in Auth/Trsp of the account',
    negative: false,
    needs: ['credentials'],
  },
  async ({ session, server, another, check }) => {
    const talk = session({ credentials: CREDENTIALS });
    let opened = await talk.package();
    if (opened.request.headers.authorization === undefined) {
      talk.reply(CHALLENGE);
      opened = await talk.package();
    }
    check.must(
      opened.request.headers.authorization === BASIC,
      'Package#1 has user and password of the account',
      opened.request.headers.authorization,
      'TS 12.2',
    );
    check.must(
      opened.type === 'application/vnd.oma.dm.initiation+json',
      'it is the same package as before the challenge',
      opened.type,
    );
    const read = await talk.send(['HPUT', server.put('/put'), `${DEV_INFO}//Man`]);
    check.must(
      read.request.headers.authorization === BASIC,
      'each package has them',
      read.request.headers.authorization,
    );
    check.must(
      server.at('/put')[0]?.headers.authorization === undefined,
      'a repository does not get them',
      server.at('/put')[0]?.headers.authorization,
    );
    const other = await another();
    const moved = await talk.send(['CONT', other.endpoint]);
    check.should(
      moved.request.headers.authorization === undefined,
      'another server gets them only if it asks',
      moved.request.headers.authorization,
    );
    talk.reply(CHALLENGE);
    const asked = await talk.package();
    check.must(
      asked.request.headers.authorization === BASIC && same(asked.codes, [200]),
      'on its challenge the Package#3 comes again, with them',
      asked.request.headers.authorization,
      'TS 5.6',
    );
    const { exitCode } = await talk.end();
    check.must(exitCode === 0, 'the session succeeds', exitCode);
  },
);

const refused = played(
  {
    ...ITEM,
    clause: 'TS 5.6',
    title: 'A client whose credentials are not taken aborts and does not try again',
    negative: true,
    needs: ['credentials'],
  },
  async ({ session, check }) => {
    const talk = session({ credentials: CREDENTIALS });
    const opened = await talk.package();
    talk.reply(CHALLENGE);
    if (opened.request.headers.authorization === undefined) {
      await talk.package();
      talk.reply(CHALLENGE);
    }
    const { exitCode, after } = await talk.ended();
    check.must(after.length === 0, 'they are sent once', after.length);
    check.must(exitCode !== 0, 'the session has not succeeded', exitCode);
  },
);

const without = played(
  {
    ...ITEM,
    clause: 'TS 5.6',
    title: 'A client without credentials aborts when it is asked for them',
    negative: true,
  },
  async ({ session, check }) => {
    const talk = session();
    const opened = await talk.package();
    check.must(
      opened.request.headers.authorization === undefined,
      'it sends none of its own making',
      opened.request.headers.authorization,
    );
    talk.reply(CHALLENGE);
    const { exitCode, after } = await talk.ended();
    check.must(after.length === 0, 'it does not come back', after.length);
    check.must(exitCode !== 0, 'the session has not succeeded', exitCode);
  },
);

export const cases = [authenticated, refused, without];
