import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which media types an object takes, name by name. Accesses and events are forgotten by their time. */
export class Policies1700000000002 implements MigrationInterface {
  name = 'Policies1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE object_policy (name text PRIMARY KEY, accepts text NOT NULL)');
    await runner.query('CREATE INDEX access_time ON access (at)');
    await runner.query('CREATE INDEX outgoing_event_delivered ON outgoing_event (delivered_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX outgoing_event_delivered, access_time');
    await runner.query('DROP TABLE object_policy');
  }
}
