import { RawClient, serverCases, type ServerSubject } from '@dm2/conformance';
import { itConforms } from '@dm2/conformance/vitest';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { afterAll, beforeAll, describe } from 'vitest';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

const BODY_LIMIT = 200_000;
let database: TestDatabase;
let service: RunningService;
let operator: Operator;
let devices = 0;

beforeAll(async () => {
  database = await serverDatabase('conformance');
  service = await startServer(database, { DM_BODY_LIMIT: String(BODY_LIMIT) });
  operator = new Operator(service.url);
});
afterAll(async () => {
  await service.close();
  await database.drop();
});

/** Our server with a device of its own for one case. */
async function subject(): Promise<ServerSubject> {
  const devId = `urn:conformance:${(devices += 1)}`;
  await operator.register(devId);
  const endpoint = `${service.url}/dm`;
  const credentials = { user: devId.replaceAll(':', '-'), password: 'secret' };
  return {
    bodyLimit: BODY_LIMIT,
    client: () => new RawClient(endpoint, devId, credentials),
    clientWith: (other, otherId = devId) => new RawClient(endpoint, otherId, other),
    queue: async (packages, final) => {
      const steps = [
        ...packages.map((commands) => ({ commands })),
        ...(final ? [{ final: true, commands: final }] : []),
      ];
      await operator.queue(devId, steps);
    },
  };
}

describe('the DM Server conforms', () => {
  itConforms(serverCases, subject);
});
