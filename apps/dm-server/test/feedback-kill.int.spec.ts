import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connectTo, type TestDatabase } from '@dm2/cluster';
import type { DmEvent } from '@dm2/service';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RawDevice } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, SETTINGS } from './support/server.js';
import { report, WebServer } from './support/web-server.js';

/** How often the process is killed at each moment. */
const KILLS = Number(process.env['DM_KILLS'] ?? 20);
const folder = fileURLToPath(new URL('..', import.meta.url));

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
}

let database: TestDatabase;
let web: WebServer;
let server: Running;
let watcher: pg.Client;
/** Another one: within a transaction what is seen of other connections stands still. */
let locker: pg.Client;
let devices = 0;

async function start(): Promise<Running> {
  const child = spawn(
    process.execPath,
    ['--conditions=@dm2/source', '--import', '@swc-node/register/esm-register', 'src/main.ts'],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        ...SETTINGS,
        LOG_LEVEL: 'info',
        DATABASE_URL: database.url,
        WSC_URL: web.url,
      },
    },
  );
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const { msg, url } = JSON.parse(line) as { msg: string; url: string };
    if (msg !== 'listening') continue;
    child.stdout.resume();
    return { child, url };
  }
  throw new Error('the DM Server ended before it listened');
}

async function kill({ child }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

beforeAll(async () => {
  database = await serverDatabase('dm_kill');
  web = await WebServer.start();
  server = await start();
  [watcher, locker] = await Promise.all([connectTo(database.url), connectTo(database.url)]);
  await watcher.query('SET search_path = dm_server');
  await watcher.query(`CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_notify('applied', NEW.event_id); RETURN NEW; END $$`);
  await watcher.query(
    'CREATE TRIGGER tell AFTER INSERT ON received_event FOR EACH ROW EXECUTE FUNCTION tell()',
  );
}, 60_000);

afterAll(async () => {
  await kill(server);
  await Promise.all([watcher.end(), locker.end()]);
  await web.stop();
  await database.drop();
});

/** A UI session that the device has been shown. */
async function shown(): Promise<{ id: string; devId: string }> {
  const devId = `urn:test:kill:${(devices += 1)}`;
  const operator = new Operator(server.url);
  await operator.register(devId);
  await operator.queue(devId, [
    { show: { page: 'consent', data: { title: 'Update?' }, as: 'consent' } },
    { await: 'consent', upTo: '1h', otherwise: 'callback' },
  ]);
  const [show] = (await new RawDevice(server.url, devId).open()).commands;
  return { id: web.idOf(show?.[1]), devId };
}

/** Whether the reporter was told that the event is stored. */
const reported = (event: DmEvent): Promise<boolean> =>
  report(server.url, event).then(
    (status) => status === 204,
    () => false,
  );

/** Arranges for the process to be killed at a moment; resolves when it is dead. */
type Moment = (event: DmEvent) => Promise<{ dead: Promise<void>; after?: () => Promise<unknown> }>;

const moments: Record<string, Moment> = {
  async 'while the event is delivered'() {
    return { dead: Promise.resolve().then(() => kill(server)) };
  },
  async 'while it is applied'() {
    await locker.query('BEGIN');
    await locker.query('LOCK TABLE dm_server.ui_session IN EXCLUSIVE MODE');
    const dead = vi
      .waitFor(
        async () => {
          const { rowCount } = await watcher.query(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
          );
          expect(rowCount).toBeGreaterThan(0);
        },
        { timeout: 20_000, interval: 5 },
      )
      .then(() => kill(server));
    return { dead, after: () => locker.query('ROLLBACK') };
  },
  async 'at the commit'() {
    await watcher.query('LISTEN applied');
    const dead = once(watcher, 'notification').then(() => kill(server));
    return { dead, after: () => watcher.query('UNLISTEN applied') };
  },
  async 'before the reporter knows'(event) {
    // The reporter's connection is cut when the server has answered: to it that is the same as a server that died before.
    const dead = reported(event).then(() => kill(server));
    return { dead };
  },
};

describe('answered is applied, once each, when the DM Server is killed', () => {
  it.each(Object.keys(moments))(
    `%s (${KILLS} times)`,
    async (name) => {
      for (let round = 0; round < KILLS; round += 1) {
        const { id, devId } = await shown();
        const choice = round % 2 === 0 ? 'accept' : 'decline';
        const event = web.event('ui-session.finished', id, 1, { choice });
        const moment = await moments[name]?.(event);
        if (!moment) throw new Error('no such moment');
        await Promise.all([reported(event), moment.dead]);
        await moment.after?.();
        server = await start();
        // The reporter delivers until it is told that the event is stored.
        expect(await reported(event)).toBe(true);
        expect(await reported(event)).toBe(true);
        const answer = await new Operator(server.url).request('GET', `/ui-sessions/${id}`);
        const uiSession = answer.body<{ state: string; result: object; events: { type: string }[] }>();
        expect(uiSession).toMatchObject({ state: 'finished', result: { choice } });
        expect(uiSession.events.filter(({ type }) => type === 'ui-session.finished')).toHaveLength(1);
        const { rows } = await watcher.query<{ count: string }>(
          "SELECT count(*) FROM event_log WHERE type = 'ui-session.finished' AND data->>'uiSessionId' = $1",
          [id],
        );
        expect(rows[0]?.count, devId).toBe('1');
      }
    },
    20_000 + KILLS * 20_000,
  );
});
