import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tasks of all devices are listed newest first, also by state and by the batch in which they were queued together; and the sessions
 * that a task ran in are found by its events.
 */
export class TaskLists1780310000000 implements MigrationInterface {
  readonly name = 'TaskLists1780310000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE task ADD COLUMN batch_id text;
      CREATE INDEX task_newest ON task (created_at, id);
      CREATE INDEX task_state ON task (state, created_at, id);
      CREATE INDEX task_batch ON task (batch_id, created_at, id) WHERE batch_id IS NOT NULL;
      CREATE INDEX event_log_task ON event_log (device_key, task_id) WHERE task_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX event_log_task, task_batch, task_state, task_newest;
      ALTER TABLE task DROP COLUMN batch_id;
    `);
  }
}
