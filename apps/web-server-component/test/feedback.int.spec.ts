import { randomBytes } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectTo, createTestDatabase, type TestDatabase } from '@dm2/cluster';
import { EventReceiver, SECRET, TOKEN } from './service.js';

/** How often the process is killed at each moment. */
const KILLS = Number(process.env['WSC_KILLS'] ?? 20);
const folder = fileURLToPath(new URL('..', import.meta.url));

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
}

let database: TestDatabase;
let receiver: EventReceiver;
let watcher: pg.Client;
/** Another one: within a transaction what is seen of other connections stands still. */
let locker: pg.Client;
let wsc: Running;
const answers = new Map<string, string>();

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
        PORT: '0',
        DATABASE_URL: database.url,
        WSC_API_TOKEN: TOKEN,
        EVENTS_URL: receiver.url,
        INTERNAL_EVENTS_SECRET: SECRET,
      },
    },
  );
  let log = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${log}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      const line = log.split('\n').find((one) => one.endsWith('}') && one.includes('"listening"'));
      if (line) resolve((JSON.parse(line) as { url: string }).url);
    });
  });
  return { child, url };
}

async function kill({ child }: Running): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

/** A UI session whose page is open; its path. */
async function openPage(): Promise<{ id: string; path: string }> {
  const id = `dev1.${randomBytes(6).toString('hex')}`;
  const response = await fetch(`${wsc.url}/api/v1/ui-sessions/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      page: 'consent',
      data: { title: 'Update?' },
      devId: 'IMEI:493005100592800',
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    }),
  });
  const path = new URL(((await response.json()) as { url: string }).url).pathname;
  await fetch(`${wsc.url}${path}`);
  await receiver.until(() => receiver.of(id).length === 1);
  return { id, path };
}

/** Whether the user got an answer. */
const answer = (path: string, choice: string): Promise<boolean> =>
  fetch(`${wsc.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ choice }),
  }).then(
    ({ status }) => status === 303,
    () => false,
  );

beforeAll(async () => {
  database = await createTestDatabase('wsc_feedback');
  receiver = await EventReceiver.start();
  wsc = await start();
  [watcher, locker] = await Promise.all([connectTo(database.url), connectTo(database.url)]);
  await watcher.query(`SET search_path = web_server_component`);
  await watcher.query(`CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_notify('committed', NEW.body->>'type'); RETURN NEW; END $$`);
  await watcher.query(
    'CREATE TRIGGER tell AFTER INSERT ON outgoing_event FOR EACH ROW EXECUTE FUNCTION tell()',
  );
});

afterAll(async () => {
  await kill(wsc);
  await Promise.all([watcher.end(), locker.end()]);
  await receiver.close();
  await database.drop();
});

/** Arranges for the process to be killed at a moment of taking the answer; resolves when it is dead. */
const moments: Record<string, () => Promise<{ dead: Promise<void>; after?: () => Promise<void> }>> = {
  async 'before the commit'() {
    await locker.query('BEGIN');
    await locker.query('LOCK TABLE web_server_component.outgoing_event IN SHARE MODE');
    const dead = vi
      .waitFor(
        async () => {
          const { rowCount } = await watcher.query(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO outgoing_event%'",
          );
          expect(rowCount).toBe(1);
        },
        { timeout: 20_000, interval: 5 },
      )
      .then(() => kill(wsc));
    return { dead, after: async () => void (await locker.query('ROLLBACK')) };
  },
  async 'at the commit'() {
    await watcher.query('LISTEN committed');
    const dead = once(watcher, 'notification').then(() => kill(wsc));
    return { dead, after: async () => void (await watcher.query('UNLISTEN committed')) };
  },
  async 'while it delivers'() {
    const dead = new Promise<void>((resolve) => {
      receiver.answer = (event) => {
        if (event.type === 'ui-session.opened') return 204;
        void kill(wsc).then(resolve);
        return 503;
      };
    });
    return { dead };
  },
  async 'before it knows that the event was taken'() {
    const dead = new Promise<void>((resolve) => {
      receiver.answer = (event) => {
        if (event.type === 'ui-session.opened') return 204;
        void kill(wsc).then(resolve);
        return undefined;
      };
    });
    return { dead };
  },
};

test.each(Object.keys(moments))(
  `answered is delivered, once each, when the process is killed %s (${KILLS} times)`,
  async (moment) => {
    for (let round = 0; round < KILLS; round += 1) {
      const { id, path } = await openPage();
      const choice = round % 2 === 0 ? 'accept' : 'decline';
      answers.set(id, choice);
      const { dead, after } = (await moments[moment]?.()) ?? { dead: Promise.resolve() };
      const [taken] = await Promise.all([answer(path, choice), dead]);
      receiver.answer = () => 204;
      await after?.();
      wsc = await start();
      // Who got no answer presses the button again.
      if (!taken) expect(await answer(path, choice)).toBe(true);
      await receiver.until(() => receiver.of(id).length === 3);
    }
  },
  20_000 + KILLS * 20_000,
);

test('events wait for a receiver that is away, and are delivered when it is back', async () => {
  const pages = await Promise.all([1, 2, 3].map(() => openPage()));
  const { port } = receiver;
  await receiver.close();
  for (const { id, path } of pages) {
    answers.set(id, 'accept');
    expect(await answer(path, 'accept')).toBe(true);
  }
  await receiver.listen(port);
  await receiver.until(() => pages.every(({ id }) => receiver.of(id).length === 3));
});

test('what is refused for its shape is parked; what is refused for now is kept', async () => {
  const [parked, kept] = [await openPage(), await openPage()];
  let refusals = 0;
  receiver.answer = (event) => {
    const { uiSessionId } = event.data as { uiSessionId: string };
    if (uiSessionId === parked.id) return 400;
    refusals += 1;
    return refusals <= 2 ? 404 : 204;
  };
  await answer(parked.path, 'accept');
  await answer(kept.path, 'accept');
  answers.set(kept.id, 'accept');
  await receiver.until(() => receiver.of(kept.id).length === 3);
  await vi.waitFor(async () => {
    const { rows } = await watcher.query<{ parked_reason: string }>(
      "SELECT parked_reason FROM outgoing_event WHERE body->'data'->>'uiSessionId' = $1 AND parked_reason IS NOT NULL",
      [parked.id],
    );
    expect(rows).toEqual([{ parked_reason: 'answered 400' }, { parked_reason: 'answered 400' }]);
  });
});

test('in the end nothing is missing, nothing is there twice, and nothing waits', async () => {
  for (const [id, choice] of answers) {
    expect(receiver.of(id)).toMatchObject([
      { type: 'ui-session.opened', sequence: 1 },
      { type: 'ui-session.answered', sequence: 2, data: { answers: { choice } } },
      { type: 'ui-session.finished', sequence: 3, data: { result: { choice }, outcome: 'completed' } },
    ]);
  }
  const { rows } = await watcher.query<{ id: string; choice: string }>(
    "SELECT id, answers->>'choice' AS choice FROM ui_session WHERE id = ANY($1)",
    [[...answers.keys()]],
  );
  expect(new Map(rows.map(({ id, choice }) => [id, choice]))).toEqual(answers);
  await vi.waitFor(async () => {
    const left = await watcher.query(
      'SELECT 1 FROM outgoing_event WHERE delivered_at IS NULL AND parked_reason IS NULL',
    );
    expect(left.rowCount).toBe(0);
  });
});
