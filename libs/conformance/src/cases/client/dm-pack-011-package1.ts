import { bootstrap, DEV_INFO, SESSION_ALERT } from './objects.js';
import { played } from './played.js';

const CLIENT_INITIATED = {
  item: 'DM-PACK-011-C-M',
  clause: 'TS 5.2.2',
  title: 'Package#1 says who the device is, what it has, and who wanted the session',
  negative: false,
} as const;

const package1 = played(CLIENT_INITIATED, async ({ session, check, subject }) => {
  const talk = session();
  const first = await talk.package();
  const { headers } = first.request;
  check.must(
    first.type === 'application/vnd.oma.dm.initiation+json',
    'its media type is that of Package#1',
    first.type,
    'TS 7.2.1.1',
  );
  check.must(
    headers['omadm-devid'] === subject.devId,
    'OMADM-DevID is the value of DevInfo/DevID',
    headers['omadm-devid'],
  );
  check.should(
    headers.accept?.includes('application/vnd.oma.dm.request+json') === true,
    'Accept names Package#2',
    headers.accept,
    'TS 5.5',
  );
  const types = first.alerts.map(({ AlertType }) => AlertType);
  check.must(types.includes(SESSION_ALERT.client), 'an alert says that the client opened the session', types);
  check.must(!types.includes(SESSION_ALERT.server), 'none says that the server did', types);
  const entries = first.json.MOS ?? [];
  check.must(
    entries.every(({ DDF, MOID, MIID }) => DDF !== undefined && MOID !== undefined && Array.isArray(MIID)),
    'each entry of MOS has DDF, MOID and MIID',
    entries,
  );
  await talk.end();
});

const bootstrapped = played(
  {
    item: 'DM-PACK-011-C-M',
    clause: 'TS 5.2.2',
    title: 'BootstrapComplete goes with the first session after a bootstrap, and with no other',
    negative: false,
    needs: ['bootstrap', 'device'],
  },
  async ({ session, server, check }) => {
    const setup = {
      device: 'bootstrapped',
      bootstrap: bootstrap({ srvId: 'dms1', srvUri: server.endpoint, moids: [DEV_INFO] }),
    };
    const first = session(setup);
    const types = (await first.package()).alerts.map(({ AlertType }) => AlertType);
    check.must(types.includes(SESSION_ALERT.bootstrap), 'the first session says it', types);
    await first.end();
    const second = session(setup);
    const later = (await second.package()).alerts.map(({ AlertType }) => AlertType);
    check.must(!later.includes(SESSION_ALERT.bootstrap), 'the second does not', later);
    await second.end();
  },
);

export const cases = [package1, bootstrapped];
