import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';
import { memberOf } from './sending.js';
import { plant, TRIAL, TRIAL_DDF } from './trial.js';

const ITEM = { item: 'DM-OBJ-002-C-O', clause: 'TS 6.1.1' } as const;
const NEEDS = ['descriptions'] as const;

const named = played(
  {
    ...ITEM,
    title: 'An x-name is the one instance or node that all its nv fields describe',
    negative: false,
    needs: NEEDS,
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [left = '', right = ''] = await plant(talk, server, 'left', 'right');
    const answer = await talk.send(
      ['GET', `${TRIAL}/(x)/?nv=(x)/Label:right`],
      ['GET', `${TRIAL}/(x)/Items/one/Name?nv=(x)/Label:left`],
      ['GET', `${right}Items/(x)/Name?nv=(x)/Size:2`],
      ['GET', `${TRIAL}/(x)/Items/(y)/Size?nv=(x)/Label:left&nv=(y)/Name:second`],
      ['GET', `${TRIAL}/(x)/Label?nv=(x)/Label:left&nv=(x)/Count:1`],
      ['GET', `${TRIAL}/(x)/Label?nv=(x)/Kept/In:kept&nv=(x)/Label:right`],
    );
    check.must(same(answer.codes, [200, 200, 200, 200, 200, 200]), 'each is found', answer.codes, 'TS 6.1.2');
    check.must(
      answer.items(0)[0]?.ClientURI === right,
      'an x-name for the instance; the place in the answer is without x-names',
      answer.items(0),
      'TS 6.1.2',
    );
    check.must(answer.text(1) === 'first', 'a path below it', answer.text(1), 'TS 6.1.3');
    check.must(answer.text(2) === 'second', 'an x-name in the path', answer.text(2), 'TS 6.1.1.2');
    check.must(answer.text(3) === '2', 'two x-names', answer.text(3), 'TS 6.1.3');
    check.must(answer.text(4) === 'left', 'several nv fields for one', answer.text(4), 'TS 6.1.1.3');
    check.must(answer.text(5) === 'right', 'an nv field with a path', answer.text(5), 'TS 6.1.1.3');
    const stored = await talk.send(
      ['HGET', server.put('/1', { body: 'a:b & c/d?' }), `${TRIAL}/(x)/Label?nv=(x)/Label:left`],
      ['GET', `${TRIAL}/(x)/Count?nv=(x)/Label:a:b%20%26%20c/d%3F`],
      ['DELETE', `${left}Items/(x)?nv=(x)/Name:first`],
      ['GET', `${left}Items/one`],
    );
    check.must(stored.codes[0] === 200, 'all commands with a ClientURI take it', stored.codes, 'TS 6.1.1.3');
    check.should(
      stored.text(1) === '1',
      'a value begins behind the first ":" and may be percent-encoded',
      stored.codes,
      'TS 6.1.1.3',
    );
    check.must(same(stored.codes.slice(2), [200, 404]), 'DELETE takes it', stored.codes, 'TS 6.1.1.3');
    await talk.end();
  },
);

const all = played(
  {
    ...ITEM,
    title: 'A wildcard is all that is there, one item of management data for each',
    negative: false,
    needs: NEEDS,
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [left = '', right = ''] = await plant(talk, server, 'left', 'right');
    const answer = await talk.send(
      ['GET', `${TRIAL}/*/Label`],
      ['GET', `${TRIAL}/*/`],
      ['GET', `${left}Items/*/Name`],
      ['GET', `${TRIAL}/*/Items/*/Size`],
      ['GET', `${TRIAL}/(x)/Items/*?nv=(x)/Label:right`],
    );
    check.must(same(answer.codes, [200, 200, 200, 200, 200]), 'each is 200', answer.codes, 'TS 6.1.2');
    const uris = (index: number) =>
      answer
        .items(index)
        .map(({ ClientURI }) => ClientURI)
        .sort();
    check.must(
      same(uris(0), [`${left}Label`, `${right}Label`].sort()),
      'of all instances; each item has its own ClientURI',
      uris(0),
      'TS 6.1.3',
    );
    check.must(
      same(
        answer
          .items(0)
          .map(({ MOData }) => MOData['Label'])
          .sort(),
        ['left', 'right'],
      ),
      'and its own data',
      answer.items(0),
      'TS 6.1.2',
    );
    check.must(same(uris(1), [left, right].sort()), 'of all roots', uris(1), 'TS 6.1.1.1');
    check.must(answer.items(2).length === 2, 'of all nodes at a place', answer.items(2), 'TS 6.1.3');
    check.must(answer.items(3).length === 4, 'of all nodes of all instances', answer.items(3), 'TS 6.1.3');
    check.must(
      same(uris(4), [`${right}Items/one`, `${right}Items/two`]),
      'below an x-name',
      uris(4),
      'TS 6.1.3',
    );
    const sent = await talk.send(['HPUT', server.put('/all'), `${TRIAL}/*/Label`]);
    check.must(same(sent.codes, [200]), 'HPUT takes it', sent.codes, 'TS 6.1.2');
    const body = server.at('/all')[0]?.body.toString() ?? '';
    check.must(body.includes('left') && body.includes('right'), 'and sends all', body, 'TS 6.1.2');
    await talk.end();
  },
);

const fields = played(
  {
    ...ITEM,
    clause: 'TS 6.1.1.3',
    title: 'lv bounds the levels that are sent, and fields that nobody knows are ignored',
    negative: false,
    needs: NEEDS,
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [left = ''] = await plant(talk, server, 'left');
    const answer = await talk.send(
      ['GET', `${left}?lv=1`],
      ['GET', `${left}?lv=2`],
      ['GET', left],
      ['GET', `${left}Label?vendor=x&another`],
    );
    check.must(same(answer.codes, [200, 200, 200, 200]), 'each is 200', answer.codes, 'TS App. C');
    const tree = (index: number) => answer.items(index)[0]?.MOData['Trial'];
    check.must(memberOf(tree(0), 'Label') === 'left', 'lv=1 has the children', tree(0));
    check.must(
      same(memberOf(tree(0), 'Items'), {}),
      'of them those with children as {}',
      tree(0),
      'TS 7.2.1.4',
    );
    check.must(same(memberOf(tree(1), 'Items'), { one: {}, two: {} }), 'lv=2 has one level more', tree(1));
    check.must(memberOf(tree(2), 'Items', 'two', 'Name') === 'second', 'without lv there are all', tree(2));
    check.must(answer.text(3) === 'left', 'fields that are not known mean nothing', answer.text(3));
    const sent = await talk.send(['HPOST', server.put('/level'), `${left}?lv=1`]);
    check.must(
      same(sent.codes, [200]) && !(server.at('/level')[0]?.body.toString() ?? 'second').includes('second'),
      'HPOST takes lv too',
      server.at('/level')[0]?.body.toString(),
    );
    await talk.end();
  },
);

const wrong = played(
  {
    ...ITEM,
    title: 'An x-name that is none, or several, is an error; a query that is none is 400',
    negative: true,
    needs: NEEDS,
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    await plant(talk, server, 'left', 'right');
    const nowhere = [
      `${TRIAL}/(x)/Label?nv=(x)/Label:middle`,
      `${TRIAL}/(x)/Label?nv=(x)/Count:1`,
      `${TRIAL}/(x)/Label?nv=(x)/Label:left&nv=(x)/Count:2`,
      `${TRIAL}/(x)/Items/(y)/Size?nv=(x)/Label:left&nv=(y)/Name:third`,
      `${TRIAL}/*/Nothing`,
      `${TRIAL}/(x)/Label?nv=(x)/Hidden:top%20secret&nv=(x)/Label:left`,
    ];
    const malformed = [
      `${TRIAL}/(x)/Label`,
      `${TRIAL}/(x)/Items/(x)/Size?nv=(x)/Label:left`,
      `${DEV_INFO}//?lv=0`,
      `${DEV_INFO}//?lv=-1`,
      `${DEV_INFO}//?lv=x`,
      `${TRIAL}/(x)/Label?nv=Label:left`,
      `${TRIAL}/(x)/Label?nv=(x)/Label`,
    ];
    const answer = await talk.send(...[...nowhere, ...malformed].map((uri) => ['GET', uri]));
    for (const [i, uri] of nowhere.entries())
      check.must((answer.codes[i] ?? 0) >= 400, `${uri} is an error`, answer.codes[i], 'TS 6.1.2');
    for (const [i, uri] of malformed.entries())
      check.must(
        answer.codes[nowhere.length + i] === 400,
        `${uri} is 400`,
        answer.codes[nowhere.length + i],
        'TS 6.1.1',
      );
    check.must(answer.parts.length === 0, 'nothing is read', answer.body, 'TS 6.1.2');
    await talk.end();
  },
);

export const cases = [named, all, fields, wrong];
