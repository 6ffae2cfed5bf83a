import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CACHE_TABLES, NO_CACHE_TABLES } from './cache/tables.js';
import { COMMIT_EXCHANGE } from './cache/commit-exchange.js';
import { CACHED_KNOWLEDGE } from './cache/knowledge.js';
import { KNOWN_DATA } from './cache/known-data.js';
import { OPEN_EXCHANGE } from './cache/open-exchange.js';
import { KNOWLEDGE } from './initial/knowledge.js';

/** Cache validators are used (TS 11), and alerts answer the EXECs they report on (TS 5.4.1). */
export class Cache1780100000000 implements MigrationInterface {
  readonly name = 'Cache1780100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION store_knowledge, instance_of, put_at_path');
    for (const part of [CACHE_TABLES, CACHED_KNOWLEDGE, KNOWN_DATA, OPEN_EXCHANGE, COMMIT_EXCHANGE])
      await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION commit_exchange, with_known_data, store_reports, open_exchange, known_data, cut_levels,
      store_knowledge, store_value, instance_of, put_at_path, keep_uncut`);
    await runner.query(KNOWLEDGE);
    await runner.query(NO_CACHE_TABLES);
  }
}
