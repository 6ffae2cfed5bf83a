import { played, same } from './played.js';
import { TRIAL, TRIAL_DDF, trialData } from './trial.js';

const ITEM = { item: 'DM-PACK-023-C-O', clause: 'TS 5.3.10' } as const;

const used = played(
  {
    ...ITEM,
    title: 'DEFAULT says where an object comes from when an application wants it and there is none',
    negative: false,
    needs: ['request', 'device', 'descriptions'],
  },
  async ({ session, server, check, subject }) => {
    const setup = { device: 'defaults', descriptions: [TRIAL_DDF] };
    const [old, current] = [server.putMo('/old', trialData('old')), server.putMo('/new', trialData('new'))];
    const talk = session(setup);
    const answer = await talk.send(['DEFAULT', old, TRIAL], ['DEFAULT', current, TRIAL]);
    check.must(same(answer.codes, [200, 200]), 'it is 200', answer.codes, 'TS App. C');
    await talk.end();
    check.must(
      server.at('/old').length + server.at('/new').length === 0,
      'nothing is fetched before it is wanted',
      server.received.map(({ path }) => path),
    );
    const packages = server.packages.length;
    const got = await subject.request?.(TRIAL, setup);
    check.must(got === true, 'the application gets the object', got);
    check.must(
      server.at('/new').length === 1 && server.at('/new')[0]?.method === 'GET',
      'it is fetched with HTTP GET from the ServerURI',
      server.received.map(({ path }) => path),
    );
    check.must(
      server.at('/old').length === 0,
      'the ServerURI of before is forgotten',
      server.at('/old').length,
    );
    check.must(
      server.packages.length === packages,
      'nothing is reported to the DM Server',
      server.packages.length,
    );
    await subject.request?.(TRIAL, setup);
    check.must(
      server.at('/new').length === 1,
      'an object that is there is not fetched',
      server.at('/new').length,
    );
    const later = session(setup);
    const read = await later.send(['GET', `${TRIAL}//Label`]);
    check.must(read.text(0) === 'new', 'it is in the tree, as after an HGET', read.text(0));
    await later.end();
  },
);

const refused = played(
  {
    ...ITEM,
    clause: 'TS App. C',
    title: 'DEFAULT for an object that the client does not know is 404, with a wrong ServerURI 400',
    negative: true,
  },
  async ({ session, server, check }) => {
    const talk = session();
    const answer = await talk.send(
      ['DEFAULT', server.put('/x'), 'urn:x:no-such-object:1.0'],
      ['DEFAULT', 'no/server/uri', 'urn:x:no-such-object:1.0'],
      ['DEFAULT', server.base],
    );
    check.must(answer.codes[0] === 404, '404 for an unknown object', answer.codes[0]);
    check.must(answer.codes[1] === 400, '400 for a ServerURI that is none', answer.codes[1]);
    check.must(answer.codes[2] === 400, '400 without MOID', answer.codes[2]);
    await talk.end();
    check.must(server.at('/x').length === 0, 'nothing is fetched', server.at('/x').length);
  },
);

export const cases = [used, refused];
