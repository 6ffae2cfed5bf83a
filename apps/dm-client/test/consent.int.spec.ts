import { codesOf, ScriptedServer } from '@dm2/conformance';
import { MOID } from '@dm2/protocol';
import { chromium } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { running, session } from './support/dm-client.js';

const item = (name: string) => `${MOID.demo}//Items/${name}`;
let server: ScriptedServer;

beforeEach(async () => {
  server = await ScriptedServer.start(() => ({
    script: [
      {
        commands: [
          ['DELETE', item('first')],
          ['GET', item('second')],
          ['DELETE', item('second')],
        ],
      },
      { commands: [['END']] },
    ],
  }));
});

afterEach(async () => server.close());

describe('the user of the device is asked before a command (TS App. C, 507)', () => {
  it.each([
    ['allows', ['--ask', 'DELETE', '--consent', 'allow'], [200, 200, 200]],
    ['refuses', ['--ask', 'DELETE', '--consent', 'refuse'], [507, 200, 507]],
    ['has forbidden it once and for all', ['--refuse', 'delete,GET', '--ask', 'DELETE'], [507, 507, 507]],
    [
      'is on the screen, at which nobody looks',
      ['--ask', 'DELETE', '--browser', 'screen', '--consent-timeout', '50'],
      [503, 200, 503],
    ],
  ])('who %s', async (_title, options, statuses) => {
    expect(
      (await session('--server', server.endpoint, ...options)).commands.map(({ status }) => status),
    ).toEqual(statuses);
  });

  it('a person allows one and refuses another on the screen, while the command waits', async () => {
    const device = await running('--server', server.endpoint, '--browser', 'screen', '--ask', 'DELETE');
    const browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    try {
      const page = await browser.newPage();
      await page.goto(device.url);
      await page.getByRole('button', { name: 'Open a DM session' }).click();
      const question = page.getByRole('alertdialog');
      await question.getByText(item('first')).waitFor();
      expect(server.packages).toHaveLength(1);
      await question.getByRole('button', { name: 'Refuse' }).click();
      await question.getByText(item('second')).waitFor();
      await question.getByRole('button', { name: 'Allow' }).click();
      await vi.waitFor(() => expect(server.packages).toHaveLength(2), { timeout: 20_000 });
      expect(codesOf(server.packages[1])).toEqual([507, 200, 200]);
      await question.waitFor({ state: 'hidden' });
      // What was asked is asked no more.
      const late = await page.request.post(`${device.url}/api/v1/questions/1`, { data: { allow: true } });
      expect(late.status()).toBe(404);
    } finally {
      await browser.close();
      await device.stop();
    }
  });

  it('a device that is switched off while it asks stops at once', async () => {
    const device = await running('--server', server.endpoint, '--browser', 'screen', '--ask', 'DELETE');
    await fetch(`${device.url}/api/v1/sessions`, { method: 'POST' });
    await vi.waitFor(
      async () => {
        const facts = (await (await fetch(`${device.url}/api/v1/device`)).json()) as { question: unknown };
        expect(facts.question).toMatchObject({ command: ['DELETE', item('first')], serverId: 'dm2.example' });
      },
      { timeout: 20_000 },
    );
    expect(await device.stop()).toBe(0);
  });
});
