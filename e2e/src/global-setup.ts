import process from 'node:process';
import { startStack } from './stack.js';

/** One stack for all scenarios; Playwright calls what this returns at the end. */
async function globalSetup(): Promise<() => Promise<void>> {
  const stack = await startStack();
  process.env['DM2_E2E_STACK'] = JSON.stringify(stack.facts);
  return () => stack.stop();
}

export { globalSetup as default };
