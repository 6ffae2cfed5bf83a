import { accountItem, bootstrap, DM_ACCOUNT, type AccountText } from './objects.js';
import { played, same } from './played.js';
import { memberOf } from './sending.js';

const ITEM = { item: 'DM-STDOBJ-002-C-M', clause: 'TS 12.2' } as const;
const SECRETS = { secret: 'notification-secret', password: 'transport-secret' };

const account = (srvUri: string): AccountText => ({
  srvId: 'dms1',
  srvUri,
  moids: ['*'],
  user: 'user',
  password: SECRETS.password,
  secret: Buffer.from(SECRETS.secret),
  authData: Buffer.from('auth data'),
});

/** Ways in which a value may be on the wire. */
const forms = (text: string): string[] => [text, Buffer.from(text).toString('base64')];

const readable = played(
  {
    ...ITEM,
    title: 'A DM Account can be read, but for what only a bootstrap may know',
    negative: false,
    needs: ['bootstrap'],
  },
  async ({ session, server, check }) => {
    const talk = session({ bootstrap: bootstrap(account(server.endpoint)) });
    const answer = await talk.send(
      ['GET', `${DM_ACCOUNT}//`],
      ['GET', `${DM_ACCOUNT}//SrvID`],
      ['GET', `${DM_ACCOUNT}//SrvURI`],
      ['GET', `${DM_ACCOUNT}//Name`],
      ['GET', `${DM_ACCOUNT}//Auth/Noti/Type`],
      ['GET', `${DM_ACCOUNT}//Auth/Noti/Data`],
      ['GET', `${DM_ACCOUNT}//Auth/Noti/Secret`],
      ['GET', `${DM_ACCOUNT}//Auth/Trsp/Data`],
    );
    check.must(answer.codes[0] === 200, 'it can be read', answer.codes[0]);
    check.must(answer.text(1) === 'dms1', 'SrvID is that of the bootstrap', answer.text(1));
    check.must(answer.text(2) === server.endpoint, 'SrvURI is where the session goes', answer.text(2));
    check.must(answer.text(3) === 'dms1', 'Name is for people', answer.text(3));
    check.must(answer.text(4) === '0', 'Auth/Noti/Type 0 is SHA256', answer.text(4));
    check.must(
      same(answer.codes.slice(5), [200, 200, 200]),
      'data and secret of Auth/Noti and data of Auth/Trsp have Get',
      answer.codes,
    );
    const [root] = Object.values(answer.items(0)[0]?.MOData ?? {});
    check.must(memberOf(root, 'SrvID') === 'dms1', 'the whole has its leaves', answer.items(0));
    check.must(memberOf(root, 'Perm') === undefined, 'it has no Perm', root);
    check.must(memberOf(root, 'Auth', 'Trsp', 'Secret') === undefined, 'nor Auth/Trsp/Secret', root);
    await talk.end();
  },
);

const secret = played(
  {
    ...ITEM,
    title: 'Perm and the secret of the transport are exposed to nobody, by no command',
    negative: true,
    needs: ['bootstrap'],
  },
  async ({ session, server, check }) => {
    const report = server.put('/report');
    const [put, post] = [server.put('/put'), server.put('/post')];
    const talk = session({ bootstrap: bootstrap(account(server.endpoint)) });
    const perm = `${DM_ACCOUNT}//Perm`;
    const password = `${DM_ACCOUNT}//Auth/Trsp/Secret`;
    const reads = [perm, `${perm}/*`, `${perm}/*/MOID`, `${perm}/x0/MOID`, password];
    const answer = await talk.send(
      ...reads.map((uri) => ['GET', uri]),
      ['HPUT', put, password],
      ['HPOST', post, `${DM_ACCOUNT}//`, password],
      ['SUB', report, password],
      ['GET', `${DM_ACCOUNT}/*/*`],
      ['GET', `${DM_ACCOUNT}/*/Auth/*/*`],
      [
        'GET',
        `${DM_ACCOUNT}/(x)/SrvID?nv=(x)/Auth/Trsp/Secret:${Buffer.from(SECRETS.password).toString('base64')}`,
      ],
      ['GET', `${DM_ACCOUNT}/(x)/SrvID?nv=(x)/Auth/Trsp/Secret:${SECRETS.password}`],
    );
    for (const [i, uri] of reads.entries())
      check.must([403, 404].includes(answer.codes[i] ?? 0), `GET ${uri} is 403 or 404`, answer.codes[i]);
    check.must([403, 404].includes(answer.codes[5] ?? 0), 'HPUT is refused', answer.codes[5]);
    check.must([403, 404].includes(answer.codes[7] ?? 0), 'SUB is refused', answer.codes[7]);
    check.must(
      (answer.codes[10] ?? 0) >= 400 && (answer.codes[11] ?? 0) >= 400,
      'an nv field does not tell whether a guess is right',
      answer.codes,
      'TS 6.1.1.3',
    );
    const wire = server.received.map(({ body }) => body.toString('utf8')).join('\n');
    check.must(
      forms(SECRETS.password).every((form) => !wire.includes(form)),
      'nothing that was sent has the secret',
      'it was on the wire',
    );
    check.must(!wire.includes('"MOID":"*"'), 'nor what Perm says', 'it was on the wire');
    await talk.end();
  },
);

const unique = played(
  {
    ...ITEM,
    title: 'SrvID is unique: no second account has it, and only a bootstrap changes it',
    negative: true,
    needs: ['bootstrap'],
  },
  async ({ session, server, check }) => {
    const talk = session({ bootstrap: bootstrap(account(server.endpoint)) });
    const text = server.put('/text', { body: 'dms9' });
    const again = server.putMo(
      '/again',
      accountItem({ srvId: 'dms1', srvUri: `${server.base}/dm-other`, moids: ['*'] }),
    );
    const answer = await talk.send(
      ['HGET', text, `${DM_ACCOUNT}//SrvID`],
      ['HGET', again],
      ['GET', `${DM_ACCOUNT}/*/SrvID`],
      [
        'HGET',
        server.putMo('/perm', { ClientURI: `${DM_ACCOUNT}//Perm`, MOData: { Perm: {} } }),
        `${DM_ACCOUNT}//Perm`,
      ],
    );
    check.must((answer.codes[0] ?? 0) >= 400, 'a server can not rename itself', answer.codes[0]);
    check.must(
      answer.codes[2] === 200 &&
        (answer.items(2).length === 1 || (answer.items(2).length === 0 && answer.text(2) === 'dms1')),
      'there is still one account with it',
      answer.body,
    );
    check.must((answer.codes[3] ?? 0) >= 400, 'a server can not change its Perm', answer.codes[3], 'TS 10');
    await talk.end();
  },
);

export const cases = [readable, secret, unique];
