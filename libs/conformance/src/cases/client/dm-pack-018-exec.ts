import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';

const synchronous = played(
  {
    item: 'DM-PACK-018-C-M',
    clause: 'TS 5.3.5',
    title: 'EXEC executes a node that can be executed; the client reports at once or later',
    negative: false,
    needs: ['executable'],
  },
  async ({ session, check, subject }) => {
    const uri = subject.executable?.clientUri ?? '';
    const talk = session();
    const answer = await talk.send(['EXEC', uri], ['GET', `${DEV_INFO}//Man`]);
    const [code = 0] = answer.codes;
    check.must(
      [200, 202].includes(code) || (code >= 1000 && code <= 1999),
      'it is the result of the execution, or 202',
      code,
      'TS 5.4.1',
    );
    check.must(answer.codes[1] === 200, 'the next command is executed', answer.codes);
    await talk.end();
  },
);

const refused = played(
  {
    item: 'DM-PACK-018-C-M',
    clause: 'TS App. C',
    title: 'EXEC of a node that can not be executed is 405, of one that is not there 404',
    negative: true,
  },
  async ({ session, server, check }) => {
    const talk = session();
    const answer = await talk.send(
      ['EXEC', `${DEV_INFO}//Man`],
      ['EXEC', `${DEV_INFO}//`, server.endpoint],
      ['EXEC', `${DEV_INFO}//Nothing`],
      ['EXEC', 'no client uri'],
    );
    check.must(same(answer.codes.slice(0, 2), [405, 405]), '405 if it is not executable', answer.codes);
    check.must(answer.codes[2] === 404, '404 if it is not there', answer.codes[2]);
    check.must(answer.codes[3] === 400, '400 if the ClientURI is none', answer.codes[3]);
    const { after } = await talk.end();
    check
      .of('DM-PACK-028-C-M')
      .must(after.length === 0, 'nothing is reported of what was not executed', after.length, 'TS 5.4.1');
  },
);

export const cases = [synchronous, refused];
