import { createTestDatabase } from '@dm2/cluster';
import { reportSchema } from '@dm2/service';
import { expect, it } from 'vitest';
import { ENTITIES } from '../src/database/entities/entities.js';
import { MIGRATIONS } from '../src/database/migrations.js';

it('what the migrations make is what the entities say; each goes away and comes back', async () => {
  const database = await createTestDatabase('repository_schema');
  const report = await reportSchema({
    url: database.url,
    schema: 'data_repository',
    entities: ENTITIES,
    migrations: MIGRATIONS,
  }).finally(() => database.drop());
  expect(report).toEqual({ drift: [], left: [], driftAgain: [] });
});
