import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';

const synchronous = played(
  {
    item: 'DM-PACK-027-C-M',
    clause: 'TS 5.4.1',
    title: 'All commands but EXEC report in the Package#3 that answers them, never 202',
    negative: false,
  },
  async ({ session, server, check }) => {
    const talk = session();
    const uri = `${DEV_INFO}//Man`;
    const answer = await talk.send(
      ['HGET', server.put('/value'), uri],
      ['HPUT', server.put('/put'), uri],
      ['HPOST', server.put('/post'), uri],
      ['DELETE', uri],
      ['GET', uri],
      ['SHOW', `${server.base}/ui`],
      ['CONT', server.endpoint],
      ['DEFAULT', server.put('/default'), 'urn:x:no-such-object:1.0'],
      ['SUB', server.put('/report'), `${DEV_INFO}//Nothing`],
      ['UNSUB', uri],
    );
    check.must(answer.codes.length === 10, 'each has its status', answer.codes);
    check.must(!answer.codes.includes(202), 'none is 202', answer.codes);
    check.must(
      same([answer.codes[1], answer.codes[2], answer.codes[6]], [200, 200, 200]),
      'what succeeds is 200',
      answer.codes,
    );
    const { after } = await talk.end();
    check.must(after.length === 0, 'nothing is reported later', after.length);
  },
);

export const cases = [synchronous];
