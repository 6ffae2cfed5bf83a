import { DEV_INFO } from './objects.js';
import { played } from './played.js';
import { memberOf } from './sending.js';

const ITEM = { item: 'DM-STDOBJ-001-C-M', clause: 'TS 12.1' } as const;
const LEAVES = ['DevID', 'Man', 'Mod', 'DmV', 'Lang', 'DevType', 'OEM', 'FwV', 'SwV', 'HwV'];

const readable = played(
  {
    ...ITEM,
    title: 'DevInfo is there once and says what the device is',
    negative: false,
  },
  async ({ session, check, subject }) => {
    const talk = session();
    const answer = await talk.send(
      ['GET', `${DEV_INFO}//`],
      ['GET', `${DEV_INFO}//DevID`],
      ...LEAVES.map((name) => ['GET', `${DEV_INFO}//${name}`]),
    );
    check.must(answer.codes[0] === 200, 'it can be read', answer.codes);
    const [item, ...others] = answer.items(0);
    check.must(others.length === 0, 'there is one', answer.items(0));
    const [root] = Object.values(item?.MOData ?? {});
    for (const [i, name] of LEAVES.entries()) {
      const value = memberOf(root, name);
      check.must(typeof value === 'string', `${name} is there, and is text`, value);
      check.must(
        [200, 204].includes(answer.codes[i + 2] ?? 0),
        `${name} can be read alone`,
        answer.codes[i + 2],
      );
    }
    check.must(
      answer.value(1) === subject.devId,
      'DevID is what OMADM-DevID says',
      answer.value(1),
      'TS 5.2.2',
    );
    check.must(
      /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(subject.devId),
      'DevID is a URI, such as IMEI: and 15 digits',
      subject.devId,
    );
    check.must(
      !/^IMEI:/.test(subject.devId) || /^IMEI:\d{15}$/.test(subject.devId),
      'an IMEI has 15 digits',
      subject.devId,
    );
    await talk.end();
  },
);

const unchangeable = played(
  {
    ...ITEM,
    title: 'Nothing of DevInfo can be changed, added, deleted or executed',
    negative: true,
  },
  async ({ session, server, check }) => {
    const text = server.put('/text', { body: 'changed' });
    const talk = session();
    const before = await talk.send(['GET', `${DEV_INFO}//`]);
    const item = { ClientURI: `${DEV_INFO}//`, MOData: { DevInfo: { DevID: 'IMEI:000000000000000' } } };
    const answer = await talk.send(
      ...LEAVES.map((name) => ['HGET', text, `${DEV_INFO}//${name}`]),
      ...LEAVES.map((name) => ['DELETE', `${DEV_INFO}//${name}`]),
      ['DELETE', `${DEV_INFO}//`],
      ['EXEC', `${DEV_INFO}//`],
      ['HGET', server.putMo('/whole', item)],
      ['HGET', text, `${DEV_INFO}//New`],
    );
    for (const [i, name] of LEAVES.entries()) {
      check.must(answer.codes[i] === 403, `HGET to ${name} is 403`, answer.codes[i], 'TS 6.3.1.1');
      check.must(
        answer.codes[i + LEAVES.length] === 405,
        `DELETE of ${name} is 405`,
        answer.codes[i + LEAVES.length],
        'TS 6.3.1.2',
      );
    }
    const rest = answer.codes.slice(2 * LEAVES.length);
    check.must(rest[0] === 405 && rest[1] === 405, 'so it is for the whole', rest, 'TS App. C');
    check.must((rest[2] ?? 0) >= 400, 'management data for it is refused', rest[2], 'TS 6.3.1.1');
    check.must((rest[3] ?? 0) >= 400, 'a node that it does not have can not be added', rest[3], 'TS 6.3.1.1');
    const after = await talk.send(['GET', `${DEV_INFO}//`]);
    check.must(
      JSON.stringify(after.items(0)) === JSON.stringify(before.items(0)),
      'it is as it was',
      after.items(0),
    );
    await talk.end();
  },
);

export const cases = [readable, unchangeable];
