import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScriptedServer, type ScriptedAnswer } from '@dm2/conformance';
import { MOID } from '@dm2/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dmClient, running, session } from './support/dm-client.js';

const DEMO = MOID.demo;
const END: ScriptedAnswer = { commands: [['END']] };
let folder: string;
let server: ScriptedServer | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dm2-cli-'));
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function serve(...script: ScriptedAnswer[]): Promise<ScriptedServer> {
  server = await ScriptedServer.start(() => ({ script }));
  return server;
}

describe('dm-client session', () => {
  it('--json prints one object, and the exit code is 0 if the server ended the session', async () => {
    const { endpoint } = await serve(
      {
        commands: [['GET', `${DEMO}//Name`], ['HGET', 'http://127.0.0.1:1/none', `${DEMO}//Name`], ['COPY']],
      },
      END,
    );
    const { code, stdout, stderr } = await dmClient('session', '--server', endpoint, '--json');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toEqual({
      outcome: 'end',
      exchanges: 2,
      commands: [
        { command: ['GET', `${DEMO}//Name`], status: 200, uris: [] },
        { command: ['HGET', 'http://127.0.0.1:1/none', `${DEMO}//Name`], status: 419, uris: [] },
        { command: ['COPY'], status: 501, uris: [] },
      ],
      alerts: [{ AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' }],
    });
  });

  it('goes to the whole endpoint, as it is, as the device it was told to be', async () => {
    server = await ScriptedServer.start(() => ({ script: [END] }));
    await session(
      '--server',
      `${server.base}/dm/v2?tenant=a`,
      '--dev-id',
      'urn:example:1',
      '--user',
      'u',
      '--password',
      'p',
    );
    const [request] = server.packages;
    expect([request?.path, request?.headers['omadm-devid']]).toEqual(['/dm/v2?tenant=a', 'urn:example:1']);
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from('u:p').toString('base64')}`);
  });

  it('ends with 3 if the session was aborted, and says why', async () => {
    const { endpoint } = await serve({ status: 503 });
    const { code, stdout } = await dmClient('session', '--server', endpoint, '--json');
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'aborted', exchanges: 0, commands: [], alerts: [] });
    expect((await session('--server', 'http://127.0.0.1:1/dm')).code).toBe(3);
  });

  it.each([
    ['an unknown option', ['--qqqqqqqq']],
    ['a server that is no URL', ['--server', '127.0.0.1']],
    ['no server', []],
    ['a password without a user', ['--server', 'http://127.0.0.1:1/', '--password', 'p']],
    ['another browser', ['--server', 'http://127.0.0.1:1/', '--browser', 'lynx']],
    ['a command that is none', ['--server', 'http://127.0.0.1:1/', '--refuse', 'COPY']],
    ['another word of the user', ['--server', 'http://127.0.0.1:1/', '--consent', 'perhaps']],
    ['a bootstrap that is not there', ['--bootstrap', '/nowhere/bootstrap.json']],
    ['a description that is not there', ['--server', 'http://127.0.0.1:1/', '--ddf', '/nowhere/ddf.xml']],
    ['a state folder that can’t be made', ['--server', 'http://127.0.0.1:1/', '--state', '/dev/null/state']],
  ])('ends with 2 and one line for %s', async (_title, args) => {
    const { code, stdout, stderr } = await dmClient('session', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    ['no JSON', 'DMAcc'],
    ['no account', '[]'],
    [
      'an account without Perm',
      `[{"ClientURI":"${MOID.dmAccount}//","MOData":{"a":{"SrvID":"s","SrvURI":"http://x/"}}}]`,
    ],
  ])('ends with 2 for a bootstrap that is %s, and makes no device of it', async (_title, content) => {
    const state = join(folder, 'state');
    const { code } = await dmClient(
      'session',
      '--bootstrap',
      file('bootstrap.json', content),
      '--state',
      state,
    );
    expect(code).toBe(2);
    expect((await dmClient('tree', '--state', state)).code).toBe(2);
  });

  it('ends with 2 if another process has the state folder', async () => {
    const { endpoint } = await serve(END);
    const device = await running('--server', endpoint, '--state', folder);
    try {
      const { code, stderr } = await dmClient('session', '--server', endpoint, '--state', folder);
      expect([code, stderr]).toEqual([2, expect.stringContaining('in use')]);
      // Looking at its tree is no harm.
      expect((await dmClient('tree', '--state', folder)).code).toBe(0);
    } finally {
      expect(await device.stop()).toBe(0);
    }
  });

  it('--storage is the room for values: 506 beyond it, and nothing of what did not fit is left', async () => {
    const name = `${DEMO}//Name`;
    server = await ScriptedServer.start((base) => ({
      script: [
        {
          commands: [
            ['HGET', `${base}/long`, name],
            ['HGET', `${base}/longer`, name],
            ['HGET', `${base}/short`, name],
          ],
        },
        END,
      ],
      resources: {
        '/long': { status: 200, body: 'x'.repeat(70_000) },
        '/longer': { status: 200, body: 'y'.repeat(200_000) },
        '/short': { status: 200, body: 'z' },
      },
    }));
    const options = ['--server', server.endpoint, '--state', folder, '--storage', '100000'];
    expect((await session(...options)).commands.map(({ status }) => status)).toEqual([200, 506, 200]);
    expect(readdirSync(join(folder, 'blobs'))).toEqual([]);
  });

  it('exits when the commands of the END package and the scripted user are done', async () => {
    server = await ScriptedServer.start((base) => ({
      script: [
        { commands: [['SHOW', `${base}/ui`], ['END'], ['HPOST', `${base}/inventory`, `${DEMO}//Level`]] },
      ],
      resources: {
        '/ui': {
          status: 200,
          contentType: 'text/html',
          body: '<form method="post" action="/answer"><button name="choice" value="accept">Yes</button></form>',
        },
        '/answer': { status: 200, contentType: 'text/html', body: '<p>Thanks' },
        '/inventory': { status: 204 },
      },
    }));
    expect((await dmClient('session', '--server', server.endpoint, '--browser', 'scripted')).code).toBe(0);
    expect(server.packages).toHaveLength(1);
    expect(server.at('/answer')[0]?.body.toString()).toBe('choice=accept');
    expect(server.at('/inventory')[0]?.body.toString()).toContain('"Level":5');
  });
});

describe('dm-client tree', () => {
  it('prints what can be read, as lines or as MO data', async () => {
    const { endpoint } = await serve(END);
    await session('--server', endpoint, '--state', folder, '--user', 'u', '--password', 'secret');
    const lines = await dmClient('tree', '--state', folder);
    expect(lines).toMatchObject({ code: 0, stderr: '' });
    expect(lines.stdout).toContain(`${DEMO}/demo/\n  Demo\n    Name = demo`);
    expect(lines.stdout).not.toContain(Buffer.from('secret').toString('base64'));
    const json = await dmClient('tree', '--state', folder, '--json');
    expect(JSON.parse(json.stdout)).toContainEqual({
      ClientURI: `${MOID.sessionInfo}/session/`,
      CV: expect.any(String) as string,
      MOData: { SessionInfoMO: expect.objectContaining({ CBT: 2 }) as object },
    });
  });

  it('ends with 2 without a device', async () => {
    expect((await dmClient('tree')).code).toBe(2);
    expect((await dmClient('tree', '--state', folder)).code).toBe(2);
  });
});

describe('applications of the device: dm-client request and create', () => {
  it('an object of DEFAULT is fetched when it is wanted; one of an application is its own', async () => {
    const added = 'urn:dm2:mo:demo:1.0//';
    server = await ScriptedServer.start((base) => ({
      script: [
        {
          commands: [
            ['DELETE', added],
            ['DEFAULT', `${base}/default`, DEMO],
          ],
        },
        END,
        { commands: [['GET', `${DEMO}/*/`]] },
        END,
      ],
      resources: {
        '/default': {
          status: 200,
          contentType: 'application/dmmo+json',
          body: JSON.stringify([{ ClientURI: added, MOData: { Demo: { Name: 'fetched', Level: 1 } } }]),
        },
      },
    }));
    const { endpoint } = server;
    const state = ['--state', folder, '--server', endpoint];
    expect((await session(...state)).commands.map(({ status }) => status)).toEqual([200, 200]);
    expect(server.at('/default')).toEqual([]);
    const wanted = await dmClient('request', '--state', folder, '--moid', DEMO, '--app', 'camera');
    expect([wanted.code, JSON.parse(wanted.stdout)]).toEqual([0, { kind: 'fetched', uris: [`${DEMO}/i2/`] }]);
    expect(server.at('/default')).toHaveLength(1);
    expect((await dmClient('request', '--state', folder, '--moid', 'urn:example:none')).code).toBe(3);

    const data = file(
      'mine.json',
      JSON.stringify([{ ClientURI: added, MOData: { Demo: { Name: 'mine', Level: 2 } } }]),
    );
    const made = await dmClient('create', '--state', folder, '--data', data, '--app', 'camera');
    expect([made.code, JSON.parse(made.stdout)]).toEqual([0, { kind: 'created', uris: [`${DEMO}/i3/`] }]);
    expect((await session(...state)).commands.map(({ status }) => status)).toEqual([403]);
    const nothing = file('nothing.json', '[]');
    expect((await dmClient('create', '--state', folder, '--data', nothing)).code).toBe(3);
    expect((await dmClient('create', '--state', folder, '--data', '/nowhere')).code).toBe(2);
  });
});

it('says what it can do', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [new URL('../bin/dm-client.mjs', import.meta.url).pathname, '--help'],
    {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  expect(status).toBe(0);
  for (const command of ['session', 'run', 'request', 'create', 'tree'])
    expect(stdout).toContain(`  ${command}`);
});
