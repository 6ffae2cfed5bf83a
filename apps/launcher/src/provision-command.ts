import { provision } from '@dm2/cluster';
import { z } from 'zod';
import { LauncherError } from './launcher-error.js';
import { givenValue } from './given-endpoints.js';

const passwordsSchema = z.record(z.string(), z.string().min(1));

/** Makes role and schemas of each service in the database of `DATABASE_URL`; `DATABASE_PASSWORDS` is a JSON object, password by role. */
export async function provisionGiven(): Promise<void> {
  const url = givenValue('DATABASE_URL');
  const passwords = givenValue('DATABASE_PASSWORDS');
  if (url === undefined || passwords === undefined) {
    throw new LauncherError('Set DATABASE_URL and DATABASE_PASSWORDS (or each as NAME_FILE).');
  }
  const services = Object.entries(passwordsSchema.parse(JSON.parse(passwords)));
  const { mode } = await provision(url, {
    services: services.map(([name, password]) => ({ name, password })),
  });
  console.log(
    mode === 'roles' ? 'Roles and schemas are in place.' : 'Schemas are in place, owned by one user.',
  );
}
