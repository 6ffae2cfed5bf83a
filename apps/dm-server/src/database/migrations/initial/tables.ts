/**
 * Every table of device data leads its primary key with the device's key, so that it can be spread over shards by it.
 * The two logs are partitioned by day from the first migration on; a default partition takes what no day was made for.
 */
export const TABLES = `
CREATE TABLE device (
  device_key text PRIMARY KEY,
  dev_id text NOT NULL,
  auth_scheme text NOT NULL,
  auth_name text,
  auth_proof text,
  auth_secret bytea,
  notification jsonb,
  notification_secret bytea,
  next_notification_id integer NOT NULL,
  profile text,
  hold_ms integer,
  lang text,
  remarks jsonb NOT NULL,
  registered_at timestamptz(3) NOT NULL,
  CONSTRAINT device_dev_id UNIQUE (dev_id)
);
CREATE UNIQUE INDEX device_auth_name ON device (auth_scheme, auth_name) WHERE auth_name IS NOT NULL;
CREATE INDEX device_newest ON device (registered_at, device_key);

CREATE TABLE open_session (
  device_key text PRIMARY KEY,
  session_id text,
  state jsonb,
  opened_at timestamptz(3),
  last_seen_at timestamptz(3)
) WITH (fillfactor = 50);
CREATE INDEX open_session_opened ON open_session (opened_at) WHERE session_id IS NOT NULL;

CREATE TABLE session (
  device_key text NOT NULL,
  id text NOT NULL,
  state text NOT NULL,
  initiator text NOT NULL,
  notification_id integer,
  opened_at timestamptz(3) NOT NULL,
  closed_at timestamptz(3),
  exchanges integer NOT NULL,
  commands_ok integer NOT NULL,
  commands_failed integer NOT NULL,
  PRIMARY KEY (device_key, id)
);
CREATE INDEX session_newest ON session (opened_at, id);

CREATE TABLE task (
  device_key text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  definition jsonb NOT NULL,
  state text NOT NULL,
  reason text,
  progress jsonb NOT NULL,
  retry_of text,
  created_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  expires_at timestamptz(3),
  PRIMARY KEY (device_key, id)
);
CREATE INDEX task_open ON task (device_key, id) WHERE state IN ('queued', 'running', 'waiting');

CREATE TABLE task_result (
  device_key text NOT NULL,
  task_id text NOT NULL,
  step integer NOT NULL,
  index integer NOT NULL,
  command jsonb NOT NULL,
  status integer,
  uris jsonb,
  data jsonb,
  outcome text,
  reason text,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (device_key, task_id, step, index)
);

CREATE TABLE ui_session (
  device_key text NOT NULL,
  id text NOT NULL,
  task_id text NOT NULL,
  session_id text NOT NULL,
  "as" text NOT NULL,
  page text NOT NULL,
  state text NOT NULL,
  result jsonb,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (device_key, id)
);
CREATE INDEX ui_session_task ON ui_session (device_key, task_id);
CREATE INDEX ui_session_session ON ui_session (device_key, session_id);
CREATE INDEX ui_session_newest ON ui_session (created_at, id);
CREATE INDEX ui_session_expiry ON ui_session (expires_at) WHERE state NOT IN ('finished', 'expired');

CREATE TABLE received_event (
  device_key text NOT NULL,
  event_id text NOT NULL,
  ui_session_id text,
  sequence integer NOT NULL,
  type text NOT NULL,
  data jsonb NOT NULL,
  received_at timestamptz(3) NOT NULL,
  PRIMARY KEY (device_key, event_id)
);
CREATE INDEX received_event_ui_session ON received_event (device_key, ui_session_id, sequence);
CREATE INDEX received_event_age ON received_event (received_at);

CREATE TABLE alert (
  device_key text NOT NULL,
  id text NOT NULL,
  session_id text NOT NULL,
  alert_type text NOT NULL,
  source_uri text,
  target_uri text,
  mark text,
  data_type text,
  data jsonb,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (device_key, id)
);
CREATE INDEX alert_newest ON alert (at, id);

CREATE TABLE notification (
  device_key text NOT NULL,
  id text NOT NULL,
  notification_id integer NOT NULL,
  state text NOT NULL,
  reason text,
  req_mos boolean NOT NULL,
  preferred_con_types jsonb,
  task_id text,
  session_id text,
  attempts integer NOT NULL,
  created_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3),
  answered_at timestamptz(3),
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (device_key, id)
);
CREATE INDEX notification_due ON notification (device_key, notification_id) WHERE state IN ('queued', 'sent');

CREATE TABLE mo_instance (
  device_key text NOT NULL,
  moid text NOT NULL,
  miid text NOT NULL,
  root_name text,
  tree jsonb,
  cv text,
  ddf text,
  listed_at timestamptz(3),
  read_at timestamptz(3),
  PRIMARY KEY (device_key, moid, miid)
);

CREATE TABLE package_log (
  device_key text NOT NULL,
  id text NOT NULL,
  session_id text NOT NULL,
  number smallint NOT NULL,
  direction text NOT NULL,
  content_type text NOT NULL,
  headers jsonb NOT NULL,
  body text NOT NULL,
  encoding text NOT NULL,
  bytes integer NOT NULL,
  remarks jsonb NOT NULL,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (device_key, id, at)
) PARTITION BY RANGE (at);
CREATE INDEX package_log_session ON package_log (device_key, session_id);
CREATE TABLE package_log_default PARTITION OF package_log DEFAULT;

CREATE SEQUENCE event_log_seq;
CREATE TABLE event_log (
  device_key text NOT NULL,
  id text NOT NULL,
  type text NOT NULL,
  source text NOT NULL,
  dev_id text NOT NULL,
  session_id text,
  task_id text,
  ui_session_id text,
  data jsonb NOT NULL,
  at timestamptz(3) NOT NULL,
  xid bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
  seq bigint NOT NULL DEFAULT nextval('event_log_seq'),
  PRIMARY KEY (device_key, id, at)
) PARTITION BY RANGE (at);
CREATE INDEX event_log_stream ON event_log (xid, seq);
CREATE INDEX event_log_session ON event_log (device_key, session_id);
CREATE INDEX event_log_ui_session ON event_log (device_key, ui_session_id) WHERE ui_session_id IS NOT NULL;
CREATE TABLE event_log_default PARTITION OF event_log DEFAULT;
`;
