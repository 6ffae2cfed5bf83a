import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accesses and events are found by UI session, and forgotten by their time. */
export class Retention1700000000002 implements MigrationInterface {
  name = 'Retention1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX access_time ON access (at)');
    await runner.query('CREATE INDEX outgoing_event_delivered ON outgoing_event (delivered_at)');
    await runner.query(
      "CREATE INDEX outgoing_event_ui_session ON outgoing_event ((body->'data'->>'uiSessionId'))",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX outgoing_event_ui_session, outgoing_event_delivered, access_time');
  }
}
