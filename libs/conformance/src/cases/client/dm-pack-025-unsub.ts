import { played, same } from './played.js';
import { plant, TRIAL_DDF } from './trial.js';

const ITEM = { item: 'DM-PACK-025-C-O', clause: 'TS 5.3.12' } as const;

const revoked = played(
  {
    ...ITEM,
    title: 'After UNSUB with the same ClientURI nothing is reported any more',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = ''] = await plant(talk, server, 'left');
    const [label, count] = [server.put('/label'), server.put('/count')];
    await talk.send(['SUB', label, `${uri}Label`], ['SUB', count, `${uri}Count`]);
    const answer = await talk.send(['UNSUB', `${uri}Label`]);
    check.must(same(answer.codes, [200]), 'it is 200', answer.codes, 'TS App. C');
    await talk.send(
      ['HGET', server.put('/1', { body: 'renamed' }), `${uri}Label`],
      ['HGET', server.put('/2', { body: '2' }), `${uri}Count`],
    );
    // The client has finished when its reports are delivered: what has not come by then does not come.
    await talk.end();
    check.must(server.at('/label').length === 0, 'it is not reported any more', server.at('/label').length);
    check.must(server.at('/count').length === 1, 'another subscription goes on', server.at('/count').length);
  },
);

const refused = played(
  {
    ...ITEM,
    title: 'UNSUB with a ClientURI that was not subscribed to is 404',
    negative: true,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = ''] = await plant(talk, server, 'left');
    const report = server.put('/report');
    await talk.send(['SUB', report, `${uri}Items`]);
    const answer = await talk.send(
      ['UNSUB', `${uri}Items/one`],
      ['UNSUB', uri],
      ['UNSUB', `${uri}Items?lv=1`],
      ['UNSUB', 'no client uri'],
    );
    check.must(
      same(answer.codes.slice(0, 3), [404, 404, 404]),
      '404, though it addresses the same or a part',
      answer.codes,
    );
    check.must(answer.codes[3] === 400, '400 if it is no ClientURI', answer.codes[3], 'TS App. C');
    await talk.send(['HGET', server.put('/1', { body: 'renamed' }), `${uri}Items/one/Name`]);
    await talk.end();
    check.must(server.at('/report').length === 1, 'the subscription goes on', server.at('/report').length);
  },
);

export const cases = [revoked, refused];
