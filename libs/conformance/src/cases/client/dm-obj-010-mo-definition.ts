import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';
import { ddf, node, plant, root, TRIAL, TRIAL_DDF, trialData } from './trial.js';

const nodes = played(
  {
    item: 'DM-OBJ-010-C-M',
    clause: 'TS 6.3.1',
    title: 'Interior nodes have children and no value, leaves a value and no children',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = '', other = ''] = await plant(talk, server, 'left', 'right');
    const answer = await talk.send(
      ['GET', `${uri}Kept`],
      ['GET', `${other}Kept`],
      ['GET', `${uri}Label/below`],
      ['HGET', server.put('/1', { body: 'x' }), `${uri}Kept`],
      ['HGET', server.put('/2', { body: 'x' }), `${uri}Label/below`],
      ['HGET', server.put('/3', { body: 'changed' }), `${uri}Label`],
      ['GET', `${other}Label`],
    );
    check.must(
      same(answer.value(0), { In: 'kept' }),
      'a permanent child comes with its parent',
      answer.value(0),
      'TS 6.3.1.2',
    );
    check.must(
      same(answer.value(1), answer.value(0)),
      'all instances of an object have the same nodes',
      answer.value(1),
      'TS 3.2',
    );
    check.must(answer.codes[2] === 404, 'a leaf has no children', answer.codes[2]);
    check.must(answer.codes[3] === 415, 'an interior node takes no value', answer.codes[3]);
    check.must((answer.codes[4] ?? 0) >= 400, 'below a leaf nothing can be stored', answer.codes[4]);
    check.must(
      answer.codes[5] === 200,
      'a leaf can be replaced where its definition says so',
      answer.codes[5],
    );
    check.must(answer.text(6) === 'right', 'another instance does not change with it', answer.text(6));
    await talk.end();
  },
);

const anyObject = played(
  {
    item: 'DM-OBJ-011-C-O',
    clause: 'TS 6.3',
    title: 'An object of anybody can be managed, if it is described',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const moid = 'urn:x-vendor:mo:anything:7.1';
    const description = ddf(
      root(moid, 'Any', [
        node({ name: 'Thing', format: 'chr', access: 'Get Replace', occurrence: 'One' }),
        node({ name: undefined, format: 'int', access: 'Add Delete Get Replace', occurrence: 'ZeroOrMore' }),
      ]),
    );
    const talk = session({ descriptions: [description] });
    const source = server.putMo('/any', {
      ClientURI: `${moid}//`,
      MOData: { Any: { Thing: 'x', a: 1, b: 2 } },
    });
    const made = await talk.send(['HGET', source]);
    check.must(same(made.codes, [200]), 'an instance can be made', made.codes);
    const read = await talk.send(['GET', `${moid}//Thing`], ['GET', `${moid}//`], ['DELETE', `${moid}//a`]);
    check.must(same(read.codes, [200, 200, 200]), 'read and changed', read.codes);
    check.must(
      same(read.items(1)[0]?.MOData, { Any: { Thing: 'x', a: 1, b: 2 } }),
      'and has what was stored',
      read.items(1),
    );
    await talk.end();
  },
);

const unknown = played(
  {
    item: 'DM-OBJ-011-C-O',
    clause: 'TS 6.3',
    title: 'An object that is not described can not be made',
    negative: true,
  },
  async ({ session, server, check }) => {
    const talk = session();
    const answer = await talk.send(
      ['HGET', server.putMo('/trial', trialData('left'))],
      ['GET', `${TRIAL}/*/`],
      ['GET', `${DEV_INFO}//Man`],
    );
    check.must(
      [403, 404, 415].includes(answer.codes[0] ?? 0),
      'its HGET is refused',
      answer.codes[0],
      'TS App. C',
    );
    check.must(answer.codes[1] === 404, 'there is none of it', answer.codes[1], 'TS App. C');
    check.must(answer.codes[2] === 200, 'the session goes on', answer.codes[2]);
    await talk.end();
  },
);

export const cases = [nodes, anyObject, unknown];
