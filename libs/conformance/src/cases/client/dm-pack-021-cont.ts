import { DEV_INFO } from './objects.js';
import { played, same } from './played.js';

const ITEM = { item: 'DM-PACK-021-C-M', clause: 'TS 5.3.8' } as const;

const moved = played(
  {
    ...ITEM,
    title: 'CONT moves the session, from the answer to its package on',
    negative: false,
  },
  async ({ session, another, server, check, subject }) => {
    const other = await another();
    const talk = session();
    const read = ['GET', `${DEV_INFO}//Man`];
    const path = await talk.send(['CONT', `${server.base}/dm-elsewhere`], read);
    check.must(same(path.codes, [200, 200]), 'it is 200, and the commands after it are executed', path.codes);
    check.must(
      path.request.path === '/dm-elsewhere' && path.server === server,
      'the Package#3 that answers it goes to the new ServerURI',
      path.request.path,
    );
    const kept = await talk.send(read);
    check.must(
      kept.request.path === '/dm-elsewhere' && kept.server === server,
      'all further packages of the session do',
      kept.request.path,
    );
    const host = await talk.send(['CONT', `${other.base}/dm?id=[DevID]`]);
    check.must(host.server === other, 'the ServerURI may be that of another host', host.server.base);
    check.must(
      host.request.headers['omadm-devid'] === subject.devId,
      'it is told who the device is',
      host.request.headers['omadm-devid'],
      'TS 5.2.4',
    );
    check.must(
      decodeURIComponent(host.request.path) === `/dm?id=${subject.devId}`,
      'parameters of the ServerURI have the values of the device',
      host.request.path,
      'TS 6.2',
    );
    check.must(
      host.type === 'application/vnd.oma.dm.response+json',
      'the session goes on: it is no Package#1',
      host.type,
    );
    const { exitCode, after } = await talk.end();
    check.must(exitCode === 0 && after.length === 0, 'END there ends the session', exitCode, 'TS 5.3.9');
    check.must(
      server.packages.length === 3,
      'nothing more comes to the first server',
      server.packages.length,
    );
  },
);

const refused = played(
  {
    ...ITEM,
    title: 'A CONT that is refused moves nothing',
    negative: true,
  },
  async ({ session, check }) => {
    const talk = session();
    const answer = await talk.send(['CONT', 'no/server/uri'], ['CONT', 'mailto:dm@example.org']);
    check.must(
      same(answer.codes, [400, 400]),
      'it is 400 if the ServerURI is none',
      answer.codes,
      'TS App. C',
    );
    check.must(answer.request.path === '/dm', 'the session goes on where it was', answer.request.path);
    await talk.end();
  },
);

const own = played(
  {
    ...ITEM,
    title: 'The next session begins at the account again, whatever CONT said in the one before',
    negative: true,
    needs: ['device'],
  },
  async ({ session, server, check }) => {
    const first = session({ device: 'continued' });
    await first.send(['CONT', `${server.base}/dm-elsewhere`]);
    await first.end();
    const second = session({ device: 'continued' });
    const opened = await second.package();
    check.must(opened.request.path === '/dm', 'Package#1 goes to SrvURI', opened.request.path, 'TS 12.2');
    await second.end();
  },
);

export const cases = [moved, refused, own];
