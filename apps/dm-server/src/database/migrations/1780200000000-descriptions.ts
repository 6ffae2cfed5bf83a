import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Descriptions of management objects that operators give (TS 6.4). Few, the same for all devices: every shard has them all. */
export class Descriptions1780200000000 implements MigrationInterface {
  readonly name = 'Descriptions1780200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE ddf (moid text PRIMARY KEY, xml text NOT NULL, stored_at timestamptz(3) NOT NULL)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ddf');
  }
}
