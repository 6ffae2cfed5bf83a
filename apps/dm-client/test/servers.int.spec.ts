import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageJson, ScriptedServer, type ScriptedAnswer } from '@dm2/conformance';
import { ALERT, MOID } from '@dm2/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { running, session } from './support/dm-client.js';

const DEMO = MOID.demo;
const END: ScriptedAnswer = { commands: [['END']] };
let folder: string;
const servers: ScriptedServer[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dm2-servers-'));
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map(async (server) => server.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** Package by package: of several sessions, one after the other. */
async function serve(commands: (base: string) => string[][][]): Promise<ScriptedServer> {
  const server = await ScriptedServer.start((base) => ({
    script: commands(base).flatMap((each): ScriptedAnswer[] => [{ commands: each }, END]),
    resources: {
      '/new': {
        status: 200,
        contentType: 'application/dmmo+json',
        body: JSON.stringify([{ ClientURI: `${DEMO}//`, MOData: { Demo: { Name: 'new', Level: 1 } } }]),
      },
    },
  }));
  servers.push(server);
  return server;
}

/** A bootstrap with an account of each server, and the MOIDs it is provisioned for. */
function bootstrap(...accounts: [srvId: string, server: ScriptedServer, moids: string[]][]): string {
  const items = accounts.map(([SrvID, { endpoint }, moids]) => ({
    ClientURI: `${MOID.dmAccount}//`,
    MOData: {
      DMAcc: {
        SrvID,
        SrvURI: endpoint,
        Perm: Object.fromEntries(moids.map((moid, i) => [`x${i}`, { MOID: moid }])),
      },
    },
  }));
  const path = join(folder, 'bootstrap.json');
  writeFileSync(path, JSON.stringify(items));
  return path;
}

/** The instances that a Package#1 shows, by MOID. */
function shown(server: ScriptedServer, index: number): Record<string, string[]> {
  const request = server.packages[index];
  const mos = request ? ((packageJson(request).MOS ?? []) as { MOID: string; MIID: string[] }[]) : [];
  return Object.fromEntries(mos.map((entry) => [entry.MOID, entry.MIID]));
}

describe('a device with several DM Servers (TS 8, 10)', () => {
  it('shows and gives each of them what it was provisioned for and has rights on', async () => {
    const one = await serve((base) => [
      [
        ['HGET', `${base}/new`],
        ['GET', `${DEMO}/i3/Name`],
        ['GET', `${MOID.fumo}//State`],
        ['GET', `${MOID.devInfo}//Man`],
      ],
      [],
    ]);
    const two = await serve(() => [
      [
        ['GET', `${DEMO}/i3/Name`],
        ['GET', `${DEMO}/demo/Name`],
        ['DELETE', `${DEMO}/i3/`],
        ['GET', `${MOID.fumo}//State`],
        ['GET', `${MOID.dmAccount}/i1/`],
      ],
    ]);
    const file = bootstrap(['dms1', one, [DEMO, MOID.devInfo]], ['dms2', two, ['*']]);
    const options = ['--bootstrap', file, '--state', folder];
    const first = await session(...options, '--server-id', 'dms1');
    expect(first.commands.map(({ status }) => status)).toEqual([200, 200, 403, 200]);
    expect(first.commands[0]?.uris).toEqual([`${DEMO}/i3/`]);
    const second = await session(...options, '--server-id', 'dms2');
    expect(second.commands.map(({ status }) => status)).toEqual([403, 200, 403, 200, 403]);
    for (const { alerts } of [first, second])
      expect(alerts.map(({ AlertType }) => AlertType)).toContain(ALERT.bootstrapComplete);
    expect(shown(one, 0)).toEqual({ [MOID.devInfo]: ['devinfo'], [DEMO]: ['demo'] });
    expect(shown(two, 0)).toMatchObject({
      [DEMO]: ['demo'],
      [MOID.dmAccount]: ['i2'],
      [MOID.fumo]: ['fumo'],
    });
    // The bootstrap is over: it is not told again.
    const third = await session('--state', folder, '--server-id', 'dms1');
    expect(third.outcome).toBe('end');
    expect(third.alerts.map(({ AlertType }) => AlertType)).not.toContain(ALERT.bootstrapComplete);
  });

  it('without the mechanism grants everything to each', async () => {
    const one = await serve((base) => [[['HGET', `${base}/new`]]]);
    const two = await serve(() => [
      [
        ['GET', `${DEMO}/i3/Name`],
        ['EXEC', `${DEMO}/demo/Actions/Reset`],
        ['DELETE', `${DEMO}/i3/`],
      ],
    ]);
    const file = bootstrap(['dms1', one, ['*']], ['dms2', two, [DEMO]]);
    const options = ['--bootstrap', file, '--state', folder, '--no-access-control'];
    expect((await session(...options, '--server-id', 'dms1')).commands[0]?.uris).toEqual([`${DEMO}/i3/`]);
    expect((await session(...options, '--server-id', 'dms2')).commands.map(({ status }) => status)).toEqual([
      200, 200, 200,
    ]);
    expect(shown(two, 0)).toEqual({ [DEMO]: ['demo', 'i3'] });
    expect(Object.keys(shown(one, 0))).not.toContain(MOID.accessControl);
  });

  it('that is switched on opens the first session with each of them', async () => {
    const [one, two] = [await serve(() => [[]]), await serve(() => [[]])];
    const file = bootstrap(['dms1', one, ['*']], ['dms2', two, ['*']]);
    const device = await running('--bootstrap', file, '--state', folder, '--browser', 'none');
    try {
      await vi.waitFor(() => expect([one.packages.length, two.packages.length]).toEqual([2, 2]), {
        timeout: 20_000,
      });
      for (const { packages } of [one, two])
        expect(packages[0] && packageJson(packages[0]).Alert).toContainEqual({
          AlertType: ALERT.bootstrapComplete,
        });
    } finally {
      await device.stop();
    }
  });
});
