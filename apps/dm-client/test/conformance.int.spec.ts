import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { clientCases, type ClientSubject } from '@dm2/conformance';
import { itConforms } from '@dm2/conformance/vitest';
import { describe } from 'vitest';

const program = fileURLToPath(new URL('../bin/dm-client.mjs', import.meta.url));
const DEV_ID = 'IMEI:490154203237518';

/** Our simulator, run from its command line as anybody would. */
const subject: ClientSubject = {
  devId: DEV_ID,
  async session(endpoint, { browser = false } = {}) {
    const args = [
      'session',
      '--server',
      endpoint,
      '--dev-id',
      DEV_ID,
      '--browser',
      browser ? 'scripted' : 'none',
    ];
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    return { exitCode: code ?? -1 };
  },
};

describe('the DM Client conforms', () => {
  itConforms(clientCases, () => subject);
});
