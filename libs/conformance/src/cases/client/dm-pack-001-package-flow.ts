import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';

const flow = played(
  {
    item: 'DM-PACK-001-C-M',
    clause: 'TS 5.2',
    title: 'Package#1, then a Package#3 for each Package#2, and nothing after END',
    negative: false,
  },
  async ({ session, server, check }) => {
    const talk = session();
    const first = await talk.package();
    check.must(
      first.request.method === 'POST',
      'Package#1 is an HTTP POST',
      first.request.method,
      'TS 5.2.2',
    );
    const read = await talk.send(['GET', `${DEV_INFO}//Man`]);
    check.must(read.codes.length === 1, 'a Package#3 answers a Package#2', read.codes);
    check.must(read.request.method === 'POST', 'Package#3 is an HTTP POST', read.request.method, 'TS 5.2.4');
    const empty = await talk.send();
    check.must(
      same(empty.json.Status, []),
      'the answer to a package without commands has an empty Status',
      empty.body,
      'TS 7.2.1.3',
    );
    const again = await talk.send(['GET', `${DEV_INFO}//Man`], ['GET', `${DEV_INFO}//Man`]);
    check.must(same(again.codes, [200, 200]), 'the session goes on until END', again.codes);
    const { exitCode, after } = await talk.end();
    check.must(exitCode === 0, 'a session that END ended has succeeded', exitCode);
    check.must(after.length === 0, 'nothing comes after END', after.length, 'TS 5.3.9');
    check.must(
      server.packages.every(({ path }) => path === '/dm'),
      'all packages go to where the first went',
      server.packages.map(({ path }) => path),
      'TS 5.2.4',
    );
  },
);

export const cases = [flow];
