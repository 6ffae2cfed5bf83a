import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';
import { plant, TRIAL, TRIAL_DDF } from './trial.js';

const ITEM = { item: 'DM-PACK-017-C-M', clause: 'TS 5.3.4' } as const;

const deleted = played(
  {
    ...ITEM,
    title: 'DELETE removes the node with everything below it, and nothing else',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [left = '', right = ''] = await plant(talk, server, 'left', 'right');
    const answer = await talk.send(
      ['DELETE', `${left}Items/one`],
      ['GET', `${left}Items/one`],
      ['GET', `${left}Items/one/Name`],
      ['GET', `${left}Items/two/Name`],
      ['DELETE', `${left}Items/two/Size`],
      ['GET', `${left}Items/two`],
      ['DELETE', right],
      ['GET', right],
      ['GET', `${TRIAL}//Label`],
    );
    check.must(
      same(answer.codes, [200, 404, 404, 200, 200, 200, 200, 404, 200]),
      'an interior node, a leaf and an instance are deleted; what was below them is gone',
      answer.codes,
    );
    check.must(answer.text(3) === 'second', 'its siblings stay', answer.text(3));
    check.must(same(answer.value(5), { Name: 'second' }), 'a leaf goes alone', answer.value(5));
    check.must(answer.text(8) === 'left', 'the other instance stays, and is the only one', answer.text(8));
    await talk.end();
  },
);

const refused = played(
  {
    ...ITEM,
    clause: 'TS App. C',
    title: 'DELETE of a node that must stay is 405, of one that is not there 404',
    negative: true,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = ''] = await plant(talk, server, 'left');
    const answer = await talk.send(
      ['DELETE', `${uri}Kept`],
      ['DELETE', `${uri}Label`],
      ['DELETE', `${DEV_INFO}//Man`],
      ['DELETE', `${DEV_INFO}//`],
      ['DELETE', `${uri}Items/none`],
      ['DELETE', `${TRIAL}/none/`],
      ['DELETE', 'no client uri'],
      ['GET', `${uri}Kept/In`],
      ['GET', `${DEV_INFO}//Man`],
    );
    check.must(answer.codes[0] === 405, '405 if the node is permanent', answer.codes[0], 'TS 6.3.1.2');
    check.must(answer.codes[1] === 405, '405 if it is mandatory', answer.codes[1]);
    check.must(same(answer.codes.slice(2, 4), [405, 405]), '405 in DevInfo', answer.codes, 'TS 12.1');
    check.must(same(answer.codes.slice(4, 6), [404, 404]), '404 if it is not there', answer.codes);
    check.must(answer.codes[6] === 400, '400 if the ClientURI is none', answer.codes[6]);
    check.must(same(answer.codes.slice(7), [200, 200]), 'nothing is deleted', answer.codes);
    await talk.end();
  },
);

export const cases = [deleted, refused];
