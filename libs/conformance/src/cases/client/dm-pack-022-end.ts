import { DEV_INFO } from './objects.js';
import { played } from './played.js';

const executed = played(
  {
    item: 'DM-PACK-022-C-M',
    clause: 'TS 5.3.9',
    title: 'All commands of a package with END are executed and nothing is sent back',
    negative: false,
  },
  async ({ session, server, check }) => {
    const [before, after] = [server.put('/before'), server.put('/after')];
    const uri = `${DEV_INFO}//`;
    const talk = session();
    await talk.package();
    talk.command(['HPOST', before, uri], ['GET', `${uri}Man`], ['END'], ['HPOST', after, uri], ['GET']);
    const ended = await talk.ended();
    check.must(
      server.at('/before').length === 1,
      'commands before END are executed',
      server.at('/before').length,
    );
    check.must(
      server.at('/after').length === 1,
      'commands after END are executed',
      server.at('/after').length,
    );
    check.must(ended.after.length === 0, 'no Package#3 follows', ended.after.length);
    check.must(ended.exitCode === 0, 'the session has succeeded', ended.exitCode);
  },
);

const failing = played(
  {
    item: 'DM-PACK-022-C-M',
    clause: 'TS 5.3.9',
    title: 'Commands that fail beside END are not reported either, and END with a parameter is none',
    negative: true,
  },
  async ({ session, server, check }) => {
    const talk = session();
    const answer = await talk.send(['END', 'x']);
    check.must(answer.codes[0] === 400, 'END with a parameter is 400', answer.codes, 'TS App. C');
    const { exitCode, after } = await talk.end(
      ['GET', `${DEV_INFO}//Nothing`],
      ['HPUT', server.put('/500', { status: 500 }), `${DEV_INFO}//`],
      ['NOSUCH'],
    );
    check.must(after.length === 0, 'no Package#3 follows', after.length);
    check.must(exitCode === 0, 'the session has succeeded', exitCode);
  },
);

export const cases = [executed, failing];
