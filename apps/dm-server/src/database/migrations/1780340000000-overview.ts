import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the overview looks at, by time: failed commands, notifications, UI sessions that are open. The two of them that say which rows
 * they have are small: most commands succeed, and UI sessions end.
 */
export class Overview1780340000000 implements MigrationInterface {
  readonly name = 'Overview1780340000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX task_result_failed ON task_result (at)
        WHERE status >= 300 AND status <> 304`,
    );
    await runner.query('CREATE INDEX notification_newest ON notification (created_at, id)');
    await runner.query(
      `CREATE INDEX ui_session_open ON ui_session (created_at, id) WHERE state NOT IN ('finished', 'expired')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX task_result_failed');
    await runner.query('DROP INDEX notification_newest');
    await runner.query('DROP INDEX ui_session_open');
  }
}
