import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';
import { plant, TRIAL, TRIAL_DDF, trialData } from './trial.js';

const ITEM = { item: 'DM-PACK-014-C-M', clause: 'TS 5.3.1' } as const;

const place = played(
  {
    ...ITEM,
    title: 'HGET with a ClientURI stores there, replacing what was there',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = ''] = await plant(talk, server, 'left');
    const value = server.put('/value', { body: '42' });
    const items = server.putMo('/items', {
      ClientURI: `${uri}Items`,
      MOData: { Items: { three: { Name: 'third' } } },
    });
    const third = server.putMo('/new', {
      ClientURI: `${uri}Items/four`,
      MOData: { four: { Name: 'fourth', Size: 4 } },
    });
    const answer = await talk.send(
      ['HGET', value, `${uri}Count`],
      ['GET', `${uri}Count`],
      ['HGET', items, `${uri}Items`],
      ['GET', `${uri}Items`],
      ['HGET', third, `${uri}Items/four`],
      ['GET', `${uri}Items/four/Name`],
      ['GET', `${uri}Items/three/Name`],
    );
    check.must(same(answer.codes, [200, 200, 200, 200, 200, 200, 200]), 'each is 200', answer.codes);
    check.must(answer.text(1) === '42', 'a leaf takes its bare value', answer.text(1));
    check.must(
      same(answer.value(3), { three: { Name: 'third' } }),
      'a sub-tree is replaced: what the data does not have is gone',
      answer.value(3),
    );
    check.must(answer.text(5) === 'fourth', 'a node that was not there is made', answer.text(5));
    check.must(answer.text(6) === 'third', 'its siblings stay', answer.text(6));
    const [get] = server.at('/value');
    check.must(get?.method === 'GET', 'the data is fetched with HTTP GET', get?.method);
    await talk.end();
  },
);

const chosen = played(
  {
    ...ITEM,
    title: 'HGET without ClientURI makes instances, whose MIIDs the client assigns, and returns each place',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const one = server.putMo('/one', trialData('one'));
    const two = server.putMo('/two', trialData('two'), trialData('three'));
    // The examples of TS App. F have one object where the schema wants an array.
    const bare = server.put('/bare', {
      headers: { 'content-type': 'application/dmmo+json' },
      body: JSON.stringify(trialData('bare')),
    });
    const answer = await talk.send(['HGET', one], ['HGET', two], ['HGET', bare]);
    check.must(same(answer.codes.slice(0, 2), [200, 200]), 'each is 200', answer.codes);
    check.must(answer.uris(0).length === 1, 'the place is returned', answer.body);
    check.must(answer.uris(1).length === 2, 'each of several places is returned', answer.body);
    check.should(
      answer.codes[2] === 200,
      'an object instead of an array is read',
      answer.codes[2],
      'TS App. F',
    );
    const places = [...answer.uris(0), ...answer.uris(1), ...answer.uris(2)];
    check.must(
      places.every(
        (uri) => uri.startsWith(`${TRIAL}/`) && /^[A-Za-z0-9._~%-]+\/$/.test(uri.slice(TRIAL.length + 1)),
      ),
      'a place is the ClientURI of an instance, with a MIID',
      places,
      'TS 6.1.1',
    );
    check.must(new Set(places).size === places.length, 'each instance has a MIID of its own', places);
    const labels = await talk.send(...places.map((uri) => ['GET', `${uri}Label`]));
    check.must(
      same(places.map((_uri, i) => labels.text(i)).sort(), ['bare', 'one', 'three', 'two']),
      'what was fetched lies where the client said',
      places.map((_uri, i) => labels.text(i)),
    );
    await talk.end();
  },
);

const refused = played(
  {
    ...ITEM,
    title: 'An HGET that fails has the code that says why, and changes nothing',
    negative: true,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = ''] = await plant(talk, server, 'left');
    const { codes: before } = await talk.send(['GET', uri]);
    check.must(same(before, [200]), 'the instance can be read', before);
    const dmmo = { 'content-type': 'application/dmmo+json' };
    const text = server.put('/text', { body: 'x' });
    const wrong: readonly (readonly [what: string, code: number, url: string, clientUri?: string])[] = [
      ['the repository answers 404', 419, server.put('/404', { status: 404 }), `${uri}Label`],
      ['the repository answers 500', 419, server.put('/500', { status: 500, body: 'x' }), `${uri}Label`],
      ['the repository cuts the connection', 419, server.put('/cut', { broken: 'cut' }), `${uri}Label`],
      ['nothing listens there', 419, 'http://127.0.0.1:9/x', `${uri}Label`],
      ['the data is no JSON', 415, server.put('/json', { headers: dmmo, body: '[{"x":' }), `${uri}Items`],
      ['the data is no management data', 415, server.put('/mo', { headers: dmmo, body: '[{}]' })],
      ['a bare value comes for an interior node', 415, text, `${uri}Items`],
      ['the value is not of the format of its node', 415, text, `${uri}Count`],
      [
        'the data has a node that is not described',
        415,
        server.putMo('/extra', { ClientURI: uri, MOData: { Items: { one: { Name: 'n', Nothing: 1 } } } }),
        `${uri}Items`,
      ],
      ['the node is not there, nor is its parent', 404, text, `${uri}No/Way`],
      ['the instance is not there', 404, text, `${TRIAL}/none/Label`],
      ['the node may not be replaced', 403, text, `${uri}Fixed`],
      ['the object may not be replaced', 403, text, `${DEV_INFO}//Man`],
      ['the ClientURI is none', 400, text, 'no client uri'],
      ['the ServerURI is none', 400, 'no/server/uri', `${uri}Label`],
    ];
    const answer = await talk.send(
      ...wrong.map(([, , url, clientUri]) => ['HGET', url, ...(clientUri === undefined ? [] : [clientUri])]),
      ['GET', `${uri}Label`],
    );
    for (const [i, [what, code]] of wrong.entries())
      check.must(answer.codes[i] === code, `${code} if ${what}`, answer.codes[i], 'TS App. C');
    const kept = await talk.send(['GET', `${uri}Label`], ['GET', `${uri}Items`], ['GET', `${uri}Fixed`]);
    check.must(
      same(kept.value(1), { one: { Name: 'first', Size: 1 }, two: { Name: 'second', Size: 2 } }),
      'the sub-tree is as it was',
      kept.value(1),
    );
    check.must(kept.text(0) === 'left' && kept.text(2) === 'fixed', 'the leaves are as they were', kept.body);
    await talk.end();
  },
);

const full = played(
  {
    ...ITEM,
    clause: 'TS App. C',
    title: 'An HGET for which there is no room is 506, and the session goes on',
    negative: true,
    needs: ['descriptions', 'storage'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF], storage: 40_000 });
    const [uri = ''] = await plant(talk, server, 'left');
    const large = server.put('/large', { body: 'x'.repeat(60_000) });
    const small = server.put('/small', { body: 'y'.repeat(1000) });
    const answer = await talk.send(
      ['HGET', large, `${uri}Label`],
      ['GET', `${uri}Label`],
      ['HGET', small, `${uri}Label`],
    );
    check.must(answer.codes[0] === 506, 'it is 506', answer.codes[0]);
    check.must(answer.text(1) === 'left', 'nothing is stored of it', answer.text(1)?.slice(0, 20));
    check.must(answer.codes[2] === 200, 'what there is room for is stored', answer.codes[2]);
    await talk.end();
  },
);

export const cases = [place, chosen, refused, full];
