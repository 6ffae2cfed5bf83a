import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';
import { plant, TRIAL, TRIAL_DDF } from './trial.js';

const ITEM = { item: 'DM-OBJ-001-C-M', clause: 'TS 6.1.1' } as const;

const resolved = played(
  {
    ...ITEM,
    title: 'A ClientURI names an instance by its MIID, or the only one by nothing, and a node by its path',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [TRIAL_DDF] });
    const [left = ''] = await plant(talk, server, 'left');
    const one = await talk.send(
      ['GET', `${TRIAL}//Label`],
      ['GET', `${left}Label`],
      ['GET', `${TRIAL}//`],
      ['GET', `${left}Items/one/Name`],
      ['GET', `${left}%4Cabel`],
    );
    check.must(one.text(0) === 'left', 'nothing means the only instance', one.text(0), 'TS 6.1.1.1');
    check.must(one.text(1) === 'left', 'a MIID means that instance', one.text(1), 'TS 6.1.1.1');
    check.must(
      one.items(2)[0]?.ClientURI === left,
      'a path of "/" means its root',
      one.items(2),
      'TS 6.1.1.2',
    );
    check.must(one.text(3) === 'first', 'a path leads down by names', one.text(3), 'TS 6.1.1.2');
    check.should(
      one.text(4) === 'left',
      'a name that is percent-encoded is the same name',
      one.codes,
      'TS 6.1',
    );
    const [right = ''] = await plant(talk, server, 'right');
    const two = await talk.send(
      ['GET', `${TRIAL}//Label`],
      ['GET', `${left}Label`],
      ['GET', `${right}Label`],
      ['GET', `${left}label`],
    );
    check.must((two.codes[0] ?? 0) >= 400, 'nothing is an error if there are several', two.codes, 'TS 6.1.2');
    check.must(
      two.text(1) === 'left' && two.text(2) === 'right',
      'each MIID still means its instance',
      two.body,
      'TS 6.1.2',
    );
    check.must(two.codes[3] === 404, 'names are matched as they are', two.codes[3], 'TS 6.1.2');
    await talk.end();
  },
);

const wrong = played(
  {
    ...ITEM,
    title: 'What does not follow the grammar of ClientURI is 400; what leads nowhere is 404',
    negative: true,
  },
  async ({ session, check }) => {
    const malformed = [
      'urn:oma:mo:x:1.0',
      `${DEV_INFO}/`.slice(0, -1),
      `${DEV_INFO}/x`,
      `/x/Man`,
      `${DEV_INFO}//Man/`,
      `${DEV_INFO}///Man`,
      `${DEV_INFO}//(xy)`,
      `${DEV_INFO}//(1)`,
      `${DEV_INFO}//M n`,
      `${DEV_INFO}//<x>`,
      `${DEV_INFO}//Man|x`,
      `${DEV_INFO}//%zz`,
    ];
    const nowhere = [
      `${DEV_INFO}//Nothing`,
      `${DEV_INFO}//Man/Below`,
      `${DEV_INFO}/no-such-instance/Man`,
      `${DEV_INFO}x//Man`,
      'urn:x:no-such-object:1.0//',
      'urn:x:no-such-object:1.0/*/',
    ];
    const talk = session();
    const answer = await talk.send(...[...malformed, ...nowhere].map((uri) => ['GET', uri]));
    for (const [i, uri] of malformed.entries())
      check.must(answer.codes[i] === 400, `${uri} is 400`, answer.codes[i]);
    for (const [i, uri] of nowhere.entries())
      check.must(
        answer.codes[malformed.length + i] === 404,
        `${uri} is 404`,
        answer.codes[malformed.length + i],
        'TS 6.1.2',
      );
    check.must(answer.parts.length === 0, 'nothing is read', answer.body);
    const deletes = await talk.send(
      ['DELETE', `${DEV_INFO}/x`],
      ['DELETE', `${DEV_INFO}//Nothing`],
      ['EXEC', `${DEV_INFO}/x`],
    );
    check.must(same(deletes.codes, [400, 404, 400]), 'so it is for other commands', deletes.codes);
    await talk.end();
  },
);

export const cases = [resolved, wrong];
