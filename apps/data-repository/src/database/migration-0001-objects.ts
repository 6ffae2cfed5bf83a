import { OUTGOING_EVENT_TABLE } from '@dm2/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Objects with their versions, and who accessed them. */
export class Objects1700000000001 implements MigrationInterface {
  name = 'Objects1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE object (
  name text PRIMARY KEY,
  version_id text NOT NULL
);
-- Every PUT and POST is a version; the object's row names the one that is served.
CREATE TABLE object_version (
  id text PRIMARY KEY,
  name text NOT NULL,
  sha256 text NOT NULL,
  size bigint NOT NULL,
  content_type text NOT NULL,
  method text NOT NULL CHECK (method IN ('PUT', 'POST')),
  dev_id text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX object_version_name ON object_version (name, id DESC);
CREATE INDEX object_version_content ON object_version (sha256);
CREATE TABLE access (
  id text PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  dev_id text NOT NULL,
  method text NOT NULL,
  object text NOT NULL,
  status int NOT NULL,
  bytes bigint NOT NULL,
  complete boolean NOT NULL,
  content_type text,
  range text
);
CREATE INDEX access_device ON access (dev_id, id DESC);
CREATE INDEX access_object ON access (object, id DESC);`);
    await runner.query(OUTGOING_EVENT_TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outgoing_event, access, object_version, object');
  }
}
