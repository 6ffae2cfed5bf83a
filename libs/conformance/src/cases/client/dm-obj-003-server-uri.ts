import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';

const ITEM = { item: 'DM-OBJ-003-C-M', clause: 'TS 6.2' } as const;
const ALL = 'd=[DevID]&n=[MNC]&c=[MCC]&cn=[CMNC]&cc=[CMCC]&s=[SPName]';

/** The values that came in a query, as they are on the wire. */
function valuesOf(path: string | undefined): Record<string, string> {
  const query = (path ?? '').split('?')[1] ?? '';
  return Object.fromEntries(
    query.split('&').map((field) => [field.split('=')[0] ?? '', field.split('=').slice(1).join('=')]),
  );
}

const networked = played(
  {
    ...ITEM,
    title: 'Parameters of a ServerURI become the values of the device, percent-encoded',
    negative: false,
    needs: ['networks'],
  },
  async ({ session, server, check, subject }) => {
    const talk = session({
      networks: {
        home: { mcc: '262', mnc: '01' },
        current: { mcc: '234', mnc: '15' },
        provider: 'A & B/Co',
      },
    });
    for (const path of ['/get', '/put', '/post']) server.put(path);
    const uri = `${DEV_INFO}//Man`;
    const answer = await talk.send(
      ['HPOST', `${server.base}/post?${ALL}`, uri],
      ['HPUT', `${server.base}/put?${ALL}`, uri],
      ['HGET', `${server.base}/get/[DevID]/x?${ALL}`],
      ['HPOST', `${server.base}/[UNKNOWN]?a=[devid]&b=[DevID ]`, uri],
    );
    check.must(same(answer.codes.slice(0, 2), [200, 200]), 'the URI can be used', answer.codes);
    const values = valuesOf(server.at('/post')[0]?.path);
    const encoded = encodeURIComponent;
    check
      .of('DM-OBJ-004-C-M')
      .must(decodeURIComponent(values['d'] ?? '') === subject.devId, '[DevID] is DevInfo/DevID', values);
    check.of('DM-OBJ-005-C-M').must(values['n'] === '01', '[MNC] is that of the home network', values);
    check.of('DM-OBJ-006-C-M').must(values['c'] === '262', '[MCC] is that of the home network', values);
    check.of('DM-OBJ-007-C-M').must(values['cn'] === '15', '[CMNC] is that of the current network', values);
    check.of('DM-OBJ-008-C-M').must(values['cc'] === '234', '[CMCC] is that of the current network', values);
    check
      .of('DM-OBJ-009-C-M')
      .must(values['s'] === encoded('A & B/Co'), '[SPName] is the name of the provider', values);
    check.must(
      same(valuesOf(server.at('/put')[0]?.path), values),
      'it is so for HPUT',
      server.at('/put')[0]?.path,
    );
    const got = server.received.find(({ path }) => path.startsWith('/get/'));
    check.must(
      same(valuesOf(got?.path), values) && got?.path.startsWith(`/get/${encoded(subject.devId)}/x`) === true,
      'and for HGET; parameters may be anywhere',
      got?.path,
    );
    const unknown = server.received.find(({ path }) => path.startsWith('/-1'));
    check.must(
      unknown?.path === '/-1?a=-1&b=-1',
      'what is not supported becomes -1; names are matched as they are',
      unknown?.path ?? server.received.map(({ path }) => path),
    );
    await talk.end();
  },
);

const without = played(
  {
    ...ITEM,
    title: 'What the device does not have becomes -1',
    negative: true,
    needs: ['networks'],
  },
  async ({ session, server, check, subject }) => {
    const talk = session();
    server.put('/post');
    await talk.send(['HPOST', `${server.base}/post?${ALL}`, `${DEV_INFO}//Man`]);
    const values = valuesOf(server.at('/post')[0]?.path);
    check
      .of('DM-OBJ-004-C-M')
      .must(decodeURIComponent(values['d'] ?? '') === subject.devId, '[DevID] is there always', values);
    for (const [item, name, field] of [
      ['DM-OBJ-005-C-M', 'MNC', 'n'],
      ['DM-OBJ-006-C-M', 'MCC', 'c'],
      ['DM-OBJ-007-C-M', 'CMNC', 'cn'],
      ['DM-OBJ-008-C-M', 'CMCC', 'cc'],
      ['DM-OBJ-009-C-M', 'SPName', 's'],
    ] as const)
      check.of(item).must(values[field] === '-1', `without a mobile network [${name}] is -1`, values);
    check.must(
      server.at('/post').length === 1,
      'the URI can be used all the same',
      server.at('/post').length,
    );
    await talk.end();
  },
);

const wrong = played(
  {
    ...ITEM,
    title: 'A ServerURI that is no URI is 400, and nothing is asked',
    negative: true,
  },
  async ({ session, check, server }) => {
    const talk = session();
    const uri = `${DEV_INFO}//Man`;
    const answer = await talk.send(
      ['HPUT', '/relative', uri],
      ['HPOST', 'http://', uri],
      ['HGET', ':', uri],
      ['HPUT', 'no scheme', uri],
    );
    check.must(
      answer.codes.every((code) => code === 400 || code === 403),
      'it is 400',
      answer.codes,
      'TS App. C',
    );
    check.must(
      answer.codes.slice(0, 2).every((code) => code === 400) && answer.codes[3] === 400,
      'where the device reads the ServerURI it says so',
      answer.codes,
      'TS App. C',
    );
    check.must(
      server.received.every(({ path }) => path === '/dm'),
      'no request is made',
      server.received.map(({ path }) => path),
    );
    await talk.end();
  },
);

export const cases = [networked, without, wrong];
