import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What finding devices needs. A beginning of a DevID is found by an index; text anywhere in it by reading through the table, as an
 * index for that would be an extension, which the service's role can't create. When a device was seen has no index on purpose: it
 * changes with every exchange, and without one that update stays within its page.
 */
export class DeviceSearch1780320000000 implements MigrationInterface {
  readonly name = 'DeviceSearch1780320000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX device_dev_id_prefix ON device (lower(dev_id) text_pattern_ops)');
    await runner.query('CREATE INDEX notification_state ON notification (state, device_key, id)');
    await runner.query(
      `CREATE INDEX task_result_subscription ON task_result (device_key, at) WHERE command ->> 0 IN ('SUB', 'UNSUB')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX task_result_subscription, notification_state, device_dev_id_prefix');
  }
}
