import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BEGIN_EXCHANGE } from './initial/begin-exchange.js';
import { KNOWLEDGE } from './initial/knowledge.js';
import { PARTITIONS } from './initial/partitions.js';
import { STORE_EXCHANGE } from './initial/store-exchange.js';
import { TABLES } from './initial/tables.js';

/** Names are unqualified: the connection's search path is the service's schema, whatever it is called. */
export class Initial1780000000000 implements MigrationInterface {
  readonly name = 'Initial1780000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, PARTITIONS, KNOWLEDGE, BEGIN_EXCHANGE, STORE_EXCHANGE])
      await runner.query(part);
    await runner.query(
      `SELECT make_partition(t, (now() AT TIME ZONE 'UTC')::date + d)
         FROM unnest(ARRAY['package_log', 'event_log']) t, generate_series(0, 7) d`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION store_exchange, begin_exchange, store_knowledge, instance_of, put_at_path, drop_partitions, make_partition;
      DROP TABLE device, open_session, session, task, task_result, ui_session, received_event, alert, notification, mo_instance,
        package_log, event_log;
      DROP SEQUENCE event_log_seq;
    `);
  }
}
