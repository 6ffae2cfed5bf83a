import { SESSION_INFO } from './objects.js';
import { played, same } from './played.js';
import { memberOf } from './sending.js';

const ITEM = { item: 'DM-STDOBJ-004-C-M', clause: 'TS 12.4' } as const;

const readable = played(
  {
    ...ITEM,
    title: 'Session Information says over what the session runs',
    negative: false,
  },
  async ({ session, check }) => {
    const talk = session();
    const answer = await talk.send(['GET', `${SESSION_INFO}//`], ['GET', `${SESSION_INFO}//CBT`]);
    check.must(same(answer.codes, [200, 200]), 'it can be read', answer.codes);
    const [root] = Object.values(answer.items(0)[0]?.MOData ?? {});
    const bearer = memberOf(root, 'CBT');
    check.must(
      typeof bearer === 'number' && Number.isInteger(bearer) && bearer >= 0 && bearer <= 255,
      'CBT is a number from 0 to 255',
      bearer,
    );
    check.must(answer.text(1) === String(bearer), 'it can be read alone', answer.text(1));
    const roaming = memberOf(root, 'ROAMING');
    check.must(
      bearer !== 1 || [0, 1, 2].includes(Number(roaming ?? -1)),
      'over a mobile bearer ROAMING is 0, 1 or 2',
      roaming,
    );
    // Required and One; what it says over another bearer is undefined.
    check.should(typeof roaming === 'number', 'ROAMING is there over any bearer', roaming);
    await talk.end();
  },
);

const bearers = played(
  {
    ...ITEM,
    title: 'CBT follows the bearer, and ROAMING is there over a mobile one',
    negative: false,
    needs: ['bearers'],
  },
  async ({ session, check }) => {
    for (const [bearer, code] of [
      ['cellular', 1],
      ['wlan', 2],
      ['wireline', 3],
    ] as const) {
      const talk = session({ bearers: [bearer] });
      const answer = await talk.send(['GET', `${SESSION_INFO}//`]);
      const [root] = Object.values(answer.items(0)[0]?.MOData ?? {});
      check.must(memberOf(root, 'CBT') === code, `over ${bearer} it is ${code}`, root);
      if (bearer === 'cellular')
        check.must([0, 1, 2].includes(Number(memberOf(root, 'ROAMING') ?? -1)), 'ROAMING is there', root);
      await talk.end();
    }
  },
);

const unchangeable = played(
  {
    ...ITEM,
    title: 'Nothing of Session Information can be replaced or deleted',
    negative: true,
  },
  async ({ session, server, check }) => {
    const talk = session();
    const answer = await talk.send(
      ['GET', `${SESSION_INFO}//CBT`],
      ['HGET', server.put('/text', { body: '0' }), `${SESSION_INFO}//CBT`],
      ['DELETE', `${SESSION_INFO}//CBT`],
      ['DELETE', `${SESSION_INFO}//`],
      ['EXEC', `${SESSION_INFO}//`],
      ['GET', `${SESSION_INFO}//CBT`],
    );
    check.must(
      same(answer.codes, [200, 403, 405, 405, 405, 200]),
      'each is refused',
      answer.codes,
      'TS 6.3.1.1',
    );
    check.must(answer.text(0) === answer.text(5), 'it is as it was', [answer.text(0), answer.text(5)]);
    await talk.end();
  },
);

export const cases = [readable, bearers, unchangeable];
