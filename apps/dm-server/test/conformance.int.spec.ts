import { serverCases } from '@dm2/conformance';
import { itConforms } from '@dm2/conformance/vitest';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { afterAll, beforeAll, describe } from 'vitest';
import { conformanceSubject, type ServerUnderTest } from './support/conformance-subject.js';
import { Operator } from './support/operator.js';
import { serverDatabase, SETTINGS, startServer } from './support/server.js';

const BODY_LIMIT = 2_500_000;
const DATA_FORMATS = ['text/csv', 'application/octet-stream'];
let database: TestDatabase;
let instances: RunningService[] = [];
let server: ServerUnderTest;
let devices = 0;

beforeAll(async () => {
  database = await serverDatabase('conformance');
  const settings = {
    DM_BODY_LIMIT: String(BODY_LIMIT),
    REPOSITORY_ACCEPTED_TYPES: ['application/dmmo+json', ...DATA_FORMATS].join(', '),
  };
  const one = await startServer(database, settings);
  const other = await startServer(database, settings);
  instances = [one, other];
  server = {
    operator: new Operator(one.url),
    endpoint: `${one.url}/dm`,
    elsewhere: `${other.url}/dm`,
    serverId: SETTINGS.DM_SERVER_ID,
    bodyLimit: BODY_LIMIT,
    dataFormats: DATA_FORMATS,
    nextDevId: () => `urn:conformance:${(devices += 1)}`,
  };
});
afterAll(async () => {
  await Promise.all(instances.map((instance) => instance.close()));
  await database?.drop();
});

describe('the DM Server conforms', () => {
  itConforms(serverCases, () => conformanceSubject(server));
});
