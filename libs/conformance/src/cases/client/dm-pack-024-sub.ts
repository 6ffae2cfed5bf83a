import { essence, moItems } from '../../peers/client-package.js';
import { played, same } from './played.js';
import { plant, TRIAL_DDF } from './trial.js';

const ITEM = { item: 'DM-PACK-024-C-O', clause: 'TS 5.3.11' } as const;

const reported = played(
  {
    ...ITEM,
    title: 'After SUB a change below the ClientURI is PUT to the ServerURI, with the sub-tree',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = ''] = await plant(talk, server, 'left');
    const report = server.put('/report');
    const subscribed = await talk.send(['SUB', report, `${uri}Items`]);
    check.must(same(subscribed.codes, [200]), 'SUB is 200', subscribed.codes, 'TS App. C');
    const [one, two] = [server.put('/1', { body: 'once' }), server.put('/2', { body: 'twice' })];
    const changed = await talk.send(
      ['HGET', one, `${uri}Items/one/Name`],
      ['HGET', two, `${uri}Items/one/Name`],
      ['HGET', one, `${uri}Label`],
    );
    check.must(same(changed.codes, [200, 200, 200]), 'the changes are made', changed.codes);
    await talk.end(['DELETE', `${uri}Items/two`]);
    const reports = server.at('/report');
    check.must(reports.length > 0, 'the changes are reported', reports.length);
    check.must(
      reports.every(({ method }) => method === 'PUT'),
      'by HTTP PUT',
      reports.map(({ method }) => method),
    );
    check.should(reports.length <= 2, 'the changes of one package travel as one report', reports.length);
    check.must(
      reports.every(({ headers }) => essence(headers['content-type']) === 'application/dmmo+json'),
      'as management data',
      reports.map(({ headers }) => headers['content-type']),
    );
    const last = reports.at(-1);
    check.must(
      same(last && moItems(last.body)[0]?.MOData, { Items: { one: { Name: 'twice', Size: 1 } } }),
      'the last report has the sub-tree as it is, deletions too',
      last?.body.toString(),
    );
    check.must(
      reports.every(({ body }) => !body.toString().includes('Label')),
      'a change elsewhere is not reported',
      reports.map(({ body }) => body.toString()),
    );
  },
);

const negotiated = played(
  {
    ...ITEM,
    title: 'A report that is answered 415 is tried again in a format of OMADM-Accept',
    negative: true,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = ''] = await plant(talk, server, 'left');
    const report = server.put(
      '/report',
      { status: 415, headers: { 'omadm-accept': 'application/x-no-such-format, text/plain' } },
      { status: 200 },
    );
    await talk.send(['SUB', report, `${uri}Label`]);
    await talk.send(['HGET', server.put('/1', { body: 'renamed' }), `${uri}Label`]);
    await talk.end();
    const [first, second, ...more] = server.at('/report');
    check.must(first !== undefined, 'the change is reported', server.at('/report').length);
    check.should(
      essence(second?.headers['content-type']) === 'text/plain' && second?.body.toString() === 'renamed',
      'after 415 it is reported in the format that is named',
      second?.body.toString(),
    );
    check.should(more.length === 0, 'after 200 it is reported no more', more.length);
  },
);

const survives = played(
  {
    ...ITEM,
    title: 'A subscription lasts over sessions; a second SUB for the same ClientURI names another ServerURI',
    negative: false,
    needs: ['descriptions', 'device'],
  },
  async ({ session, server, check }) => {
    const setup = { device: 'subscribed', descriptions: [TRIAL_DDF] };
    const first = session(setup);
    const [uri = ''] = await plant(first, server, 'left');
    await first.send(['SUB', server.put('/old'), `${uri}Label`]);
    const again = await first.send(['SUB', server.put('/new'), `${uri}Label`]);
    check.must(same(again.codes, [200]), 'the second SUB is 200', again.codes, 'TS App. C');
    await first.end();
    const second = session(setup);
    await second.send(['HGET', server.put('/1', { body: 'renamed' }), `${uri}Label`]);
    await second.end();
    check.must(
      server.at('/new').length === 1,
      'a change in a later session is reported',
      server.at('/new').length,
    );
    check.must(server.at('/old').length === 0, 'only to where the last SUB said', server.at('/old').length);
  },
);

const refused = played(
  {
    ...ITEM,
    clause: 'TS App. C',
    title: 'SUB to what is not there is 404, to what can not be read 403, and nothing is reported',
    negative: true,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = ''] = await plant(talk, server, 'left');
    const report = server.put('/report');
    const answer = await talk.send(
      ['SUB', report, `${uri}Nothing`],
      ['SUB', report, `${uri}Hidden`],
      ['SUB', 'no/server/uri', `${uri}Label`],
      ['SUB', report, 'no client uri'],
    );
    check.must(same(answer.codes, [404, 403, 400, 400]), 'the codes are 404, 403, 400, 400', answer.codes);
    await talk.send(['HGET', server.put('/1', { body: 'seen' }), `${uri}Hidden`]);
    await talk.end();
    check.must(server.at('/report').length === 0, 'nothing is reported', server.at('/report').length);
  },
);

export const cases = [reported, negotiated, survives, refused];
