import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';
import { plant, TRIAL_DDF, trialData } from './trial.js';

const everyNode = played(
  {
    item: 'DM-OBJ-012-C-M',
    clause: 'TS 6.3.1.1',
    title: 'A command runs only if every node that it involves allows it, and otherwise changes nothing',
    negative: true,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = ''] = await plant(talk, server, 'left');
    const [source] = [trialData('changed', { Fixed: 'changed' })] as { MOData: object }[];
    const whole = server.putMo('/whole', { ClientURI: uri, MOData: source?.MOData ?? {} });
    const answer = await talk.send(
      ['HGET', whole, uri],
      ['GET', `${uri}Label`],
      ['GET', `${uri}Fixed`],
      ['HGET', server.put('/man', { body: 'x' }), `${DEV_INFO}//Man`],
      ['DELETE', `${DEV_INFO}//Man`],
      ['EXEC', `${DEV_INFO}//Man`],
      ['HPUT', server.put('/hidden'), `${uri}Hidden`],
      ['GET', `${uri}Hidden`],
    );
    check.must(
      answer.codes[0] === 403,
      'an HGET of a sub-tree is 403 if one node of it may not be replaced',
      answer.codes[0],
    );
    check.must(answer.text(1) === 'left', 'none of the others is replaced then', answer.text(1), 'TS 3.2');
    check.must(answer.text(2) === 'fixed', 'nor that one', answer.text(2));
    check.must(answer.codes[3] === 403, 'HGET needs Replace', answer.codes[3]);
    check.must(answer.codes[4] === 405, 'DELETE needs Delete', answer.codes[4], 'TS App. C');
    check.must(answer.codes[5] === 405, 'EXEC needs Exec', answer.codes[5], 'TS App. C');
    check.must(same([answer.codes[6], answer.codes[7]], [403, 403]), 'HPUT and GET need Get', answer.codes);
    check.must(
      server.at('/man').length === 0,
      'what may not be stored is not fetched',
      server.at('/man').length,
    );
    check.must(
      server.at('/hidden').length === 0,
      'what may not be read is not sent',
      server.at('/hidden').length,
    );
    const read = await talk.send(['GET', uri], ['HPOST', server.put('/all'), uri], ['GET', `${uri}*`]);
    const bodies = [read.body, server.at('/all')[0]?.body.toString() ?? ''];
    check.must(
      bodies.every((body) => !body.includes('top secret')),
      'a node without Get is in no data, of whatever node above it is read',
      bodies,
    );
    await talk.end();
  },
);

const written = played(
  {
    item: 'DM-OBJ-012-C-M',
    clause: 'TS 6.3.1.1',
    title: 'What the nodes allow is done',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = ''] = await plant(talk, server, 'left');
    const answer = await talk.send(
      ['HGET', server.put('/1', { body: 'hidden now' }), `${uri}Hidden`],
      ['HGET', server.put('/2', { body: 'noted' }), `${uri}Note`],
      ['GET', `${uri}Note`],
      ['DELETE', `${uri}Note`],
      ['GET', `${uri}Note`],
    );
    check.must(
      answer.codes[0] === 200,
      'a node with Replace and without Get can be written',
      answer.codes[0],
    );
    check.must(
      same(answer.codes.slice(1), [200, 200, 200, 404]),
      'one with Add, Get and Delete can be added, read and deleted',
      answer.codes,
    );
    await talk.end();
  },
);

export const cases = [everyNode, written];
