import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';

const order = played(
  {
    item: 'DM-PACK-013-C-M',
    clause: 'TS 5.2.4',
    title: 'There is one status for each command, in their order, whatever became of those before',
    negative: false,
  },
  async ({ session, check, subject }) => {
    const talk = session();
    const answer = await talk.send(
      ['DELETE', `${DEV_INFO}//Man`],
      ['GET', `${DEV_INFO}//DevID`],
      ['NOSUCH', 'x'],
      ['GET'],
      ['GET', `${DEV_INFO}//Nothing`],
      ['get', `${DEV_INFO}//DevID`],
    );
    check.must(
      same(answer.codes, [405, 200, 501, 400, 404, 501]),
      'statuses are 405, 200, 501, 400, 404, 501',
      answer.codes,
      'TS App. C',
    );
    check.must(
      answer.request.headers['omadm-devid'] === subject.devId,
      'OMADM-DevID is the value of DevInfo/DevID',
      answer.request.headers['omadm-devid'],
    );
    const plain = await talk.send(['GET', `${DEV_INFO}//Nothing`]);
    check.must(
      plain.type === 'application/vnd.oma.dm.response+json',
      'without data its media type is that of Package#3',
      plain.type,
      'TS 7.2.1.3',
    );
    check.must(
      [answer, plain].every(({ json }) => json.Status?.every(({ sc }) => Number.isInteger(sc)) === true),
      'each status is an object with a number "sc"',
      plain.body,
      'TS 7.2.1.3',
    );
    await talk.end();
  },
);

const malformed = played(
  {
    item: 'DM-PACK-013-C-M',
    clause: 'TS App. C',
    title: 'A command with too few or too many parameters is 400, and only it',
    negative: true,
  },
  async ({ session, server, check }) => {
    const url = server.put('/never');
    const uri = `${DEV_INFO}//Man`;
    const wrong = [
      ['HGET'],
      ['HGET', url, uri, uri],
      ['HPUT', url],
      ['HPOST', url],
      ['DELETE'],
      ['DELETE', uri, uri],
      ['EXEC'],
      ['EXEC', uri, url, url],
      ['GET', uri, uri],
      ['CONT'],
      ['HGET', '', uri],
      ['GET', ''],
    ];
    const talk = session();
    const answer = await talk.send(...wrong, ['GET', uri]);
    for (const [i, command] of wrong.entries())
      check.must(answer.codes[i] === 400, `${JSON.stringify(command)} is 400`, answer.codes[i]);
    check.must(answer.codes.at(-1) === 200, 'the command after them is executed', answer.codes.at(-1));
    check.must(server.at('/never').length === 0, 'nothing is fetched or sent', server.at('/never').length);
    await talk.end();
  },
);

const refused = played(
  {
    item: 'DM-PACK-013-C-M',
    clause: 'TS App. C',
    title: 'A command that the user rejects is 507, and nothing of it is done',
    negative: true,
    needs: ['refuse'],
  },
  async ({ session, server, check }) => {
    const url = server.put('/never');
    const talk = session({ refuse: ['HPUT', 'GET'] });
    const answer = await talk.send(
      ['HPUT', url, `${DEV_INFO}//`],
      ['GET', `${DEV_INFO}//Man`],
      ['HPOST', server.put('/sent'), `${DEV_INFO}//`],
    );
    check.must(same(answer.codes, [507, 507, 200]), 'the codes are 507, 507 and 200', answer.codes);
    check.must(server.at('/never').length === 0, 'nothing is sent', server.at('/never').length);
    check.must(answer.parts.length === 0, 'nothing is read', answer.body);
    await talk.end();
  },
);

export const cases = [order, malformed, refused];
