import { grant, miidOf, permissionsOf, rulesUri } from './delegation.js';
import { ACCESS_CONTROL, bootstrap, DEV_INFO } from './objects.js';
import { played, same } from './played.js';
import { plant, TRIAL, TRIAL_DDF } from './trial.js';

const ITEM = { item: 'DM-STDOBJ-003-C-O', clause: 'TS 12.3' } as const;
const NEEDS = ['bootstrap', 'descriptions'] as const;

const exposed = played(
  {
    ...ITEM,
    title: 'The Delegation Access Control MO tells who has which rights on which instance',
    negative: false,
    needs: NEEDS,
  },
  async ({ session, server, check }) => {
    const talk = session({
      descriptions: [TRIAL_DDF],
      bootstrap: bootstrap({
        srvId: 'dms1',
        srvUri: server.endpoint,
        moids: [TRIAL, ACCESS_CONTROL, DEV_INFO],
      }),
    });
    const [left = '', right = ''] = await plant(talk, server, 'left', 'right');
    const read = await talk.send(
      ['GET', `${ACCESS_CONTROL}//`],
      ['GET', `${rulesUri(TRIAL, left)}/*/Permissions/*/AR`],
    );
    check.must(read.codes[0] === 200, 'it can be read', read.codes);
    for (const uri of [left, right]) {
      const entries = permissionsOf(read, 0, TRIAL, miidOf(uri));
      check.must(
        entries.length > 0,
        'it has the rights on an instance below its MOID and its MIID',
        read.items(0),
      );
      check.must(
        entries.every(({ maid }) => typeof maid === 'string' && /^(serverid:.+|appid:.+|\*)$/.test(maid)),
        'MAID is *, or has the prefix serverid: or appid:',
        entries,
      );
      check.must(
        entries.every(({ ar }) => Number.isInteger(ar) && Number(ar) >= 0 && Number(ar) <= 15),
        'AR is a sum of 1, 2, 4 and 8',
        entries,
      );
      check.must(
        entries.every(({ path }) => path === undefined || (typeof path === 'string' && path.startsWith('/'))),
        'Path begins with "/", if it is there',
        entries,
      );
    }
    check.must(
      read.codes[1] === 200 && (read.items(1)[0]?.MOData['AR'] === 15 || read.text(1) === '15'),
      'its nodes can be addressed: a MOID is percent-encoded in a ClientURI',
      read.codes[1],
    );
    const gone = await talk.send(
      ['DELETE', left],
      ['GET', rulesUri(TRIAL, left)],
      ['GET', rulesUri(TRIAL, right)],
    );
    check.must(same(gone.codes, [200, 404, 200]), 'the rights on an instance go with it', gone.codes);
    await talk.end();
  },
);

const wrong = played(
  {
    ...ITEM,
    title: 'Rights that are none, or on what is not there, are refused',
    negative: true,
    needs: NEEDS,
  },
  async ({ session, server, check }) => {
    const talk = session({
      descriptions: [TRIAL_DDF],
      bootstrap: bootstrap({ srvId: 'dms1', srvUri: server.endpoint, moids: ['*'] }),
    });
    const [uri = ''] = await plant(talk, server, 'left');
    const before = await talk.send(['GET', `${ACCESS_CONTROL}//`]);
    const [own] = permissionsOf(before, 0, TRIAL, miidOf(uri));
    const at = { moid: TRIAL, uri, rule: own?.rule ?? '' };
    const answer = await talk.send(
      grant(server, at, { name: 'a', maid: 'serverid:dms1', ar: 'all' }),
      grant(server, at, { name: 'b', maid: 'serverid:no-such-server', ar: 1 }),
      grant(server, { ...at, uri: `${TRIAL}/no-such-instance/` }, { name: 'c', maid: '*', ar: 1 }),
      ['DELETE', `${ACCESS_CONTROL}//`],
    );
    check.must(answer.codes[0] === 415, 'AR is a number: 415', answer.codes[0], 'TS App. C');
    check.must(
      (answer.codes[1] ?? 0) >= 400,
      'a server that this device does not know gets none',
      answer.codes[1],
    );
    check.must(
      (answer.codes[2] ?? 0) >= 400,
      'there are none on an instance that is not there',
      answer.codes[2],
    );
    check.must(answer.codes[3] === 405, 'the object itself stays', answer.codes[3], 'TS App. C');
    const after = await talk.send(['GET', `${ACCESS_CONTROL}//`]);
    check.must(
      same(permissionsOf(after, 0, TRIAL, miidOf(uri)), permissionsOf(before, 0, TRIAL, miidOf(uri))),
      'nothing has changed',
      after.items(0),
    );
    await talk.end();
  },
);

export const cases = [exposed, wrong];
