import type { RawReply } from '../../peers/lock-step-server.js';
import { bootstrap, DEV_INFO } from './objects.js';
import { package0 } from './package0.js';
import { played, same } from './played.js';

const tolerant = played(
  {
    item: 'DM-PACK-012-C-M',
    clause: 'TS 5.2.3',
    title: 'A Package#2 may hold any number of commands, the same ones too, and members that nobody knows',
    negative: false,
  },
  async ({ session, check }) => {
    const talk = session();
    await talk.package();
    const read = ['GET', `${DEV_INFO}//Man`];
    const many = await talk.send(...Array.from({ length: 50 }, () => read));
    check.must(
      same(
        many.codes,
        Array.from({ length: 50 }, () => 200),
      ),
      'each of many equal commands has its status',
      many.codes,
    );
    talk.reply({ body: JSON.stringify({ 'x-vendor': { a: [1] }, CMD: [read], more: null }) });
    const unknown = await talk.package();
    check.must(
      same(unknown.codes, [200]),
      'members that the schema does not name are passed over',
      unknown.codes,
      'TS 7.2.1.2',
    );
    talk.reply({ body: JSON.stringify({ CMD: [read], Status: [{ sc: 200 }] }) });
    const status = await talk.package();
    check.should(
      same(status.codes, [200]),
      'a status of the previous package, as the change request has it, does no harm',
      status.codes,
      'TS 7.2.1.2',
    );
    talk.reply({
      contentType: 'application/vnd.oma.dm.request+json; charset=utf-8',
      body: JSON.stringify({ CMD: [read] }),
    });
    const parameter = await talk.package();
    check.must(
      same(parameter.codes, [200]),
      'a parameter of the media type changes nothing',
      parameter.codes,
      'TS 7.2.1.2',
    );
    await talk.end();
  },
);

const sequential = played(
  {
    item: 'DM-PACK-012-C-M',
    clause: 'TS 5.2.3',
    title: 'The commands of a Package#2 are processed one after the other, in their order',
    negative: false,
  },
  async ({ session, server, check }) => {
    const [one, two, three] = ['/one', '/two', '/three'].map((path) => server.put(path));
    const talk = session();
    const uri = `${DEV_INFO}//`;
    const answer = await talk.send(
      ['HPOST', one ?? '', uri],
      ['HPUT', two ?? '', uri],
      ['HPOST', three ?? '', uri],
    );
    check.must(same(answer.codes, [200, 200, 200]), 'each is executed', answer.codes);
    const order = server.received.map(({ path }) => path).filter((path) => path !== '/dm');
    check.must(same(order, ['/one', '/two', '/three']), 'they are executed in order', order);
    check.must(
      server.received.at(-1) === answer.request,
      'the Package#3 comes after the last of them',
      server.received.map(({ path }) => path),
    );
    await talk.end();
  },
);

const unavailable = played(
  {
    item: 'DM-PACK-012-C-M',
    clause: 'TS 5.6',
    title: 'On 503 the client aborts and does not come back',
    negative: true,
  },
  async ({ session, check }) => {
    const talk = session();
    await talk.package();
    talk.reply({ status: 503, headers: { 'retry-after': '0' } });
    const { exitCode, after } = await talk.ended();
    check.must(after.length === 0, 'there is no second request', after.length);
    check.must(exitCode !== 0, 'the session has not succeeded', exitCode);
  },
);

const CMD = '{"CMD":[["END"]]}';
/** What ends a session, with the clause that says so. */
const ABORTING: readonly (readonly [what: string, clause: string, reply: RawReply])[] = [
  ['400', 'TS 5.6', { status: 400, body: CMD }],
  ['403', 'TS 5.6', { status: 403, body: CMD }],
  ['404', 'TS 5.6', { status: 404, body: CMD }],
  ['406', 'TS 5.6', { status: 406, body: CMD }],
  ['415', 'TS 5.6', { status: 415, body: CMD }],
  ['429 with Retry-After', 'TS 5.6', { status: 429, headers: { 'retry-after': '0' }, body: CMD }],
  ['500', 'TS 5.6', { status: 500, body: CMD }],
  ['502', 'TS 5.6', { status: 502, body: CMD }],
  ['a connection that breaks', 'TS 5.6', { cut: true }],
  ['an answer that is no JSON', 'TS 7.2.1.2', { body: '{"CMD":[["END"]' }],
  ['an answer without CMD', 'TS 7.2.1.2', { body: '{"Cmd":[["END"]]}' }],
  ['commands that are no strings', 'TS 7.2.1.2', { body: '{"CMD":[["GET",7]]}' }],
  ['another media type', 'TS 7.2.1.2', { contentType: 'text/html', body: CMD }],
];

const aborting = played(
  {
    item: 'DM-PACK-012-C-M',
    clause: 'TS 5.6',
    title:
      'On 4xx, 5xx, a broken connection and what is no Package#2 the client aborts and does not come back',
    negative: true,
    needs: ['start', 'bootstrap'],
  },
  async ({ start, server, check }) => {
    const client = await start({
      bootstrap: bootstrap({ srvId: 'dms1', srvUri: server.endpoint, moids: ['*'] }),
    });
    await client.package();
    client.command(['END']);
    let [before, id] = ['END', 0];
    for (const [what, clause, reply] of ABORTING) {
      for (const answered of ['Package#1', 'Package#3']) {
        id += 1;
        // The session of the next notification shows that nothing else came in between.
        await client.notify(package0({ serverId: 'dms1', notificationId: id }));
        const came = await client.package();
        const named = came.alerts[0]?.Data?.['NOTIFICATION-ID'];
        check.must(
          named === id,
          `after ${before} the next package is that of the next session`,
          came.body,
          clause,
        );
        if (answered === 'Package#3') {
          client.command();
          await client.package();
        }
        client.reply(reply);
        before = `${what} as answer to ${answered}`;
      }
    }
    const more = await client.stop();
    check.must(more.length === 0, `after ${before} nothing comes`, more.length);
  },
);

export const cases = [tolerant, sequential, unavailable, aborting];
