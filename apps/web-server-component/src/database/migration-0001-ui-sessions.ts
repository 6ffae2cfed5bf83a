import { OUTGOING_EVENT_TABLE } from '@dm2/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** UI sessions, their answers, and who opened their pages. */
export class UiSessions1700000000001 implements MigrationInterface {
  name = 'UiSessions1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE ui_session (
  id text PRIMARY KEY,
  token text NOT NULL UNIQUE,
  dev_id text NOT NULL,
  page text NOT NULL,
  data jsonb NOT NULL,
  lang text,
  state text NOT NULL DEFAULT 'created' CHECK (state IN ('created', 'opened', 'answered', 'finished', 'expired')),
  -- The screen that is due, from 0.
  screen int NOT NULL DEFAULT 0,
  answers jsonb NOT NULL DEFAULT '{}',
  -- Number of the last event of this UI session.
  sequence int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX ui_session_expiry ON ui_session (expires_at) WHERE state NOT IN ('finished', 'expired');
CREATE TABLE access (
  id text PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  ui_session_id text NOT NULL,
  method text NOT NULL,
  path text NOT NULL,
  status int NOT NULL,
  user_agent text
);
CREATE INDEX access_session ON access (ui_session_id, id DESC);`);
    await runner.query(OUTGOING_EVENT_TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outgoing_event, access, ui_session');
  }
}
