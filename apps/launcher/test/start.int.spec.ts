import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { root } from '../src/places.js';
import { curlIn } from './curl-in.js';
import { allGone, factsIn, isAlive, Launched, scratchFolder, type Facts } from './launched.js';

const scratch = scratchFolder();
const json = path.join(scratch.path, 'stack.json');
const up = 'Ctrl-C stops everything';

function start(): Launched {
  return new Launched(['start', '--ports', 'auto', '--json', json], { DM2_HOME: scratch.path });
}

async function items(facts: Facts, what: string): Promise<{ id?: string; devId?: string }[]> {
  const answer = await fetch(`${facts.urls.dmServer}/api/v1/${what}`, {
    headers: { authorization: `Bearer ${facts.token}` },
  });
  return ((await answer.json()) as { items: { id?: string; devId?: string }[] }).items;
}

describe('npm start', { timeout: 150_000 }, () => {
  let running: Launched;
  let facts: Facts;

  beforeAll(async () => {
    running = start();
    await running.says(up);
    facts = factsIn(json);
  }, 150_000);

  afterAll(async () => {
    running.kill('SIGKILL');
    await allGone(Object.values(facts.pids));
    scratch.remove();
  });

  it('runs the basic flow step by step and prints URLs and the token', () => {
    const output = running.lines.join('\n');
    for (const step of ['0', '1', '4.1', '4.3', '6.1', '8']) {
      expect(output).toMatch(new RegExp(`^\\s+\\d+\\.\\d{3}  ${step.replace('.', '\\.')} `, 'm'));
    }
    expect(output).toContain('13 of 13 steps observed · task succeeded');
    for (const url of [facts.urls.console, facts.urls.device, facts.urls.dmServer])
      expect(output).toContain(url);
    expect(output).toContain(facts.token);
  });

  it('answers on every URL', async () => {
    const paths = [
      `${facts.urls.dmServer}/health/ready`,
      `${facts.urls.webServerComponent}/health/ready`,
      `${facts.urls.dataRepository}/health/ready`,
      `${facts.urls.console}/health/ready`,
      `${facts.urls.console}/`,
      `${facts.urls.device}/`,
    ];
    expect(await Promise.all(paths.map(async (url) => [url, (await fetch(url)).status]))).toEqual(
      paths.map((url) => [url, 200]),
    );
  });

  it('takes a vendor to the first session by what docs/connect-your-device.md says, word for word', async () => {
    const page = readFileSync(path.join(root, 'docs/connect-your-device.md'), 'utf8');
    const commands = curlIn(page, { DM: facts.urls.dmServer, TOKEN: facts.token });
    const answers: { status: number; json: { CMD?: string[][]; items?: { state: string }[] } }[] = [];
    for (const { url, init } of commands) {
      const answer = await fetch(url, init);
      answers.push({
        status: answer.status,
        json: (await answer.json()) as (typeof answers)[number]['json'],
      });
    }
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 200, 200, 200]);
    const [, , first, second, sessions] = answers;
    expect(first?.json.CMD).toEqual([['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//']]);
    expect(second?.json.CMD?.map(([name]) => name)).toEqual(['SHOW']);
    expect(sessions?.json.items).toMatchObject([{ state: 'open', exchanges: 2 }]);
  });

  it('says who uses the data when it is started twice', async () => {
    const second = start();
    expect(await second.exitCode()).toBe(1);
    expect(second.stderr.trim().split('\n')).toHaveLength(1);
    expect(second.stderr).toMatch(/is in use by process \d+; stop that one first/);
    expect(existsSync(json)).toBe(true);
  });

  it('stops cleanly within five seconds on Ctrl-C and finds its data again', async () => {
    const before = await items(facts, `sessions?devId=${encodeURIComponent(facts.device.devId)}`);
    expect(before.length).toBeGreaterThan(0);
    const begun = performance.now();
    running.kill('SIGINT');
    expect(await running.exitCode()).toBe(0);
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(Object.values(facts.pids).filter(isAlive)).toEqual([]);
    expect(running.stderr).toBe('');

    running = start();
    await running.says(up);
    facts = factsIn(json);
    expect(running.lines.join('\n')).toContain('13 of 13 steps observed');
    const after = await items(facts, `sessions?devId=${encodeURIComponent(facts.device.devId)}`);
    expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
    expect(after.length).toBeGreaterThan(before.length);
  });

  it('stops everything when a part ends by itself, and names it', async () => {
    process.kill(facts.pids['data-repository'] ?? 0, 'SIGKILL');
    expect(await running.exitCode()).toBe(1);
    expect(running.stderr).toMatch(/^The Data Repository has ended \(SIGKILL\)\./);
    expect(Object.values(facts.pids).filter(isAlive)).toEqual([]);
  });

  it('leaves nothing behind when it is killed with SIGKILL', async () => {
    running = start();
    await running.says(up);
    facts = factsIn(json);
    running.kill('SIGKILL');
    await allGone(Object.values(facts.pids));
  });

  it('names a database that can not be reached in one line', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    const run = new Launched(['start', '--ports', 'auto'], {
      DM2_HOME: scratch.path,
      DATABASE_URL: `postgres://me:secret@127.0.0.1:${port}/mine`,
    });
    expect(await run.exitCode()).toBe(1);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
    expect(run.stderr).toMatch(
      /^The database at 127\.0\.0\.1:\d+\/mine can't be reached .* correct DATABASE_URL\.$/m,
    );
    expect(run.stderr).not.toContain('secret');
  });
});

describe('npm start -- --interactive', { timeout: 150_000 }, () => {
  const own = scratchFolder();
  const file = path.join(own.path, 'stack.json');
  let running: Launched;

  afterAll(async () => {
    running.kill('SIGKILL');
    if (existsSync(file)) await allGone(Object.values(factsIn(file).pids));
    own.remove();
  });

  it('waits for a person, who answers the page that the screen shows', async () => {
    running = new Launched(['start', '--ports', 'auto', '--interactive', '--json', file], {
      DM2_HOME: own.path,
    });
    await running.says('You are the user: open');
    const { device } = factsIn(file).urls;
    const url = await vi.waitFor(
      async () => {
        const { shown } = (await (await fetch(`${device}/api/v1/device`)).json()) as {
          shown?: { url: string };
        };
        if (!shown) throw new Error('the screen shows no page');
        return shown.url;
      },
      { timeout: 60_000, interval: 50 },
    );
    // Nobody has answered: the flow waits, but other commands have been executed meanwhile.
    await running.says('  5 ');
    expect(running.lines.join('\n')).not.toContain('steps observed');
    const page = await (await fetch(url)).text();
    const fields = new URLSearchParams(
      [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']): [string, string] => [name, value],
      ),
    );
    fields.set('choice', 'accept');
    const answered = await fetch(url, { method: 'POST', body: fields });
    expect(answered.status).toBe(200);
    await running.says(up);
    expect(running.lines.join('\n')).toContain('task succeeded');
    running.kill('SIGINT');
    expect(await running.exitCode()).toBe(0);
  });
});
