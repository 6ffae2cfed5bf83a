import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';

const QUESTION =
  '<!doctype html><title>Q</title><form method=post action=/answer><button name=choice value=accept-it>Yes</button></form>';
const HTML = { 'content-type': 'text/html' };

const shown = played(
  {
    item: 'DM-PACK-020-C-O',
    clause: 'TS 5.3.7',
    title: 'SHOW starts the browser; its status says no more than that',
    negative: false,
    needs: ['browser'],
  },
  async ({ session, server, check }) => {
    server.put('/ui', { headers: HTML, body: QUESTION });
    server.put('/answer', { headers: HTML, body: '<!doctype html><title>Thanks</title>' });
    const talk = session({ browser: { choice: 'accept-it' } });
    const answer = await talk.send(['SHOW', `${server.base}/ui?uiid=1234`], ['GET', `${DEV_INFO}//Man`]);
    check.must(same(answer.codes, [200, 200]), 'it is 200, and the next command follows', answer.codes);
    const { exitCode } = await talk.end();
    check.must(exitCode === 0, 'the session ends as any other', exitCode);
    const [page] = server.at('/ui');
    check.must(page?.path === '/ui?uiid=1234', 'the browser loads the ServerURI, query included', page?.path);
    check.must(
      server.at('/answer').some(({ body }) => body.toString().includes('accept-it')),
      'what the user answers goes to the web server',
      server.at('/answer').length,
    );
    check.must(
      server.packages.every(({ body }) => !body.toString().includes('accept-it')),
      'no package of the session carries it',
      server.packages.length,
    );
  },
);

const unanswered = played(
  {
    item: 'DM-PACK-020-C-O',
    clause: 'TS 5.3.7',
    title: 'SHOW never waits: neither for the page nor for the user',
    negative: true,
    needs: ['browser'],
  },
  async ({ session, server, check }) => {
    server.put('/ui', { broken: 'silent' });
    server.put('/gone', { status: 500 });
    const talk = session({ browser: {} });
    const answer = await talk.send(
      ['SHOW', `${server.base}/ui`],
      ['GET', `${DEV_INFO}//Man`],
      ['SHOW', `${server.base}/gone`],
      ['GET', `${DEV_INFO}//Mod`],
    );
    check.must(
      same([answer.codes[1], answer.codes[3]], [200, 200]),
      'the commands after it are executed while the page has not come',
      answer.codes,
    );
    check.must(answer.codes[0] === 200, 'the UI session counts as initiated', answer.codes, 'TS App. C');
    await server.close();
    await talk.ended();
  },
);

const without = played(
  {
    item: 'DM-PACK-020-C-O',
    clause: 'TS 5.3.7',
    title: 'SHOW on a device without a browser fails and the session goes on',
    negative: true,
  },
  async ({ session, server, check }) => {
    const talk = session();
    const answer = await talk.send(['SHOW', `${server.base}/ui`], ['GET', `${DEV_INFO}//Man`]);
    const [failed = 0, next] = answer.codes;
    check.must([500, 501, 503, 507].includes(failed), 'the status is a failure code', failed, 'TS App. C');
    check.must(next === 200, 'the next command is executed', next);
    await talk.end();
    check.must(server.at('/ui').length === 0, 'nothing is loaded', server.at('/ui').length);
  },
);

export const cases = [shown, unanswered, without];
