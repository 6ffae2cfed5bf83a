import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { registerDevice } from './basic-flow.js';
import { givenEndpoints } from './given-endpoints.js';

/** The last words of `docker compose up`: makes the device known, says what to open, and stays until it is stopped. */
export async function guide(signal: AbortSignal): Promise<void> {
  const { endpoints, registration } = await givenEndpoints();
  await registerDevice(endpoints, registration);
  const page = process.env['CONSOLE_PUBLIC_URL'] ?? 'http://localhost:8080';
  console.log(`The device ${registration.devId} is registered.`);
  console.log('Run the basic flow:  docker compose run --rm demo');
  console.log(
    `Open ${page}/ and sign in with the token that "docker compose exec guide cat /run/dm2/DM_API_TOKEN" prints.`,
  );
  writeFileSync(path.join(tmpdir(), 'guided'), '');
  const stay = setInterval(() => undefined, 60_000);
  if (!signal.aborted) await once(signal, 'abort');
  clearInterval(stay);
}
