import { moItems } from '../../peers/client-package.js';
import { played, same } from './played.js';
import { plant, TRIAL, TRIAL_DDF } from './trial.js';

const ITEM = { item: 'DM-MEC-002-C-O', clause: 'TS 11.2' } as const;

const validated = played(
  {
    ...ITEM,
    title:
      'A read with the current cache validator is 304 and sends nothing, for the root and for any node below',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = '', other = ''] = await plant(talk, server, 'left', 'right');
    const read = await talk.send(['GET', uri], ['HPUT', server.put('/put'), uri], ['GET', other]);
    const cv = read.items(0)[0]?.CV ?? '';
    check.should(cv !== '', 'a read of the root has the validator', read.items(0));
    const [sent] = server.at('/put');
    check.should(
      (sent && moItems(sent.body)[0]?.CV) === cv,
      'so has what HPUT sends',
      sent?.body.toString('utf8'),
    );
    const query = `cv=${encodeURIComponent(cv)}`;
    const never = server.put('/never');
    const cached = await talk.send(
      ['GET', `${uri}?${query}`],
      ['GET', `${uri}Label?${query}`],
      ['GET', `${uri}Items?lv=1&${query}`],
      ['HPUT', never, `${uri}?${query}`],
      ['HPOST', never, `${uri}Label?${query}`],
      ['GET', `${TRIAL}/(x)/Label?nv=(x)/Label:left&${query}`],
    );
    check.must(same(cached.codes, [304, 304, 304, 304, 304, 304]), 'it is 304', cached.codes);
    check.must(cached.parts.length === 0, 'no data is sent', cached.body);
    check.must(server.at('/never').length === 0, 'no request is made', server.at('/never').length);
    const some = await talk.send(['HPUT', server.put('/some'), `${uri}?${query}`, `${other}Label`]);
    check.must(same(some.codes, [200]), 'what is not cached is sent all the same', some.codes, 'TS App. C');
    await talk.end();
  },
);

const stale = played(
  {
    ...ITEM,
    title: 'The validator changes with every change of the instance, and with no change elsewhere',
    negative: true,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [uri = '', other = ''] = await plant(talk, server, 'left', 'right');
    const known: string[] = [];
    const current = async (): Promise<string> => {
      const read = await talk.send(['GET', uri]);
      return read.items(0)[0]?.CV ?? '';
    };
    known.push(await current());
    await talk.send(['HGET', server.put('/other', { body: 'elsewhere' }), `${other}Label`]);
    const same304 = await talk.send(['GET', `${uri}?cv=${encodeURIComponent(known[0] ?? '')}`]);
    check.must(same304.codes[0] === 304, 'a change of another instance leaves it', same304.codes, 'TS 11.1');
    for (const [what, ...commands] of [
      ['a leaf is replaced', ['HGET', server.put('/1', { body: 'renamed' }), `${uri}Label`]],
      ['a node is deleted', ['DELETE', `${uri}Items/one`]],
      [
        'a node is added',
        [
          'HGET',
          server.putMo('/new', { ClientURI: `${uri}Items/new`, MOData: { new: { Name: 'n' } } }),
          `${uri}Items/new`,
        ],
      ],
      ['the same value comes back', ['HGET', server.put('/2', { body: 'left' }), `${uri}Label`]],
    ] as const) {
      await talk.send(...commands.map((command) => [...command]));
      const old = known.at(-1) ?? '';
      const stale = await talk.send(
        ['GET', `${uri}?cv=${encodeURIComponent(old)}`],
        ['GET', `${uri}Count?cv=${encodeURIComponent(old)}`],
      );
      check.must(
        same(stale.codes, [200, 200]) && stale.parts.length > 0,
        `it is stale when ${what}: the data is sent, for every node`,
        stale.codes,
      );
      const now = await current();
      check.must(!known.includes(now), `it is a new one when ${what}`, [...known, now], 'TS 11.1');
      known.push(now);
    }
    const unknown = await talk.send(['GET', `${uri}Label?cv=no-such`], ['GET', `${uri}Nothing?cv=no-such`]);
    check.must(same(unknown.codes, [200, 404]), 'a validator that is none changes nothing', unknown.codes);
    await talk.end();
  },
);

export const cases = [validated, stale];
