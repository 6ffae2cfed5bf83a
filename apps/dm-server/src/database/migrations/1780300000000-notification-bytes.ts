import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Package#0 as it was sent last (TS 7.1.1), so that its options can be read bit by bit. */
export class NotificationBytes1780300000000 implements MigrationInterface {
  readonly name = 'NotificationBytes1780300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notification ADD COLUMN bytes bytea');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notification DROP COLUMN bytes');
  }
}
