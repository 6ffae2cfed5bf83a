/**
 * The second of the two round trips of an exchange: everything that an exchange changes, in one document
 * (`ExchangeWrites`). Members that are not there change nothing.
 */
export const STORE_EXCHANGE = `
CREATE FUNCTION store_exchange(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  k text := p ->> 'deviceKey';
  v_now timestamptz := (p ->> 'now')::timestamptz;
BEGIN
  UPDATE open_session
     SET session_id = p -> 'session' ->> 'id',
         state = nullif(p -> 'session', 'null'),
         opened_at = (p -> 'session' ->> 'openedAt')::timestamptz,
         last_seen_at = coalesce((p ->> 'seenAt')::timestamptz, last_seen_at)
   WHERE device_key = k;

  IF p ? 'opened' THEN
    INSERT INTO session (device_key, id, state, initiator, notification_id, opened_at, exchanges, commands_ok, commands_failed)
    SELECT k, o ->> 'id', 'open', o ->> 'initiator', (o ->> 'notificationId')::integer, (o ->> 'openedAt')::timestamptz, 0, 0, 0
      FROM (SELECT p -> 'opened' AS o) opened;
    IF p -> 'opened' ? 'notificationId' THEN
      WITH answered AS (
        UPDATE notification
           SET state = 'answered', answered_at = v_now, session_id = p -> 'opened' ->> 'id'
         WHERE device_key = k AND notification_id = (p -> 'opened' ->> 'notificationId')::integer AND state IN ('queued', 'sent')
        RETURNING id, notification_id, task_id, attempts
      )
      INSERT INTO event_log (device_key, id, type, source, dev_id, session_id, task_id, data, at)
      SELECT k, p -> 'opened' ->> 'answeredEventId', 'notification.answered', 'dm-server', p ->> 'devId', p -> 'opened' ->> 'id', task_id,
             jsonb_build_object('id', id, 'notificationId', notification_id, 'attempts', attempts), v_now
        FROM answered LIMIT 1;
    END IF;
  END IF;

  IF p ? 'closed' THEN
    UPDATE session s
       SET state = c.state, closed_at = v_now, exchanges = c.exchanges, commands_ok = c.ok, commands_failed = c.failed
      FROM jsonb_to_recordset(p -> 'closed') AS c (id text, state text, exchanges integer, ok integer, failed integer)
     WHERE s.device_key = k AND s.id = c.id;
  END IF;

  IF p ? 'lang' THEN
    UPDATE device SET lang = p ->> 'lang' WHERE device_key = k;
  END IF;

  IF p ? 'tasks' THEN
    UPDATE task t
       SET state = c.state, reason = c.reason, progress = c.progress,
           ended_at = CASE WHEN c.state IN ('succeeded', 'failed', 'cancelled', 'expired') THEN v_now END
      FROM jsonb_to_recordset(p -> 'tasks') AS c (id text, state text, reason text, progress jsonb)
     WHERE t.device_key = k AND t.id = c.id;
  END IF;

  IF p ? 'results' THEN
    INSERT INTO task_result (device_key, task_id, step, index, command, status, uris, data, outcome, reason, at)
    SELECT k, r."taskId", r.step, r.index, r.command, r.status, r.uris, r.data, r.outcome, r.reason, v_now
      FROM jsonb_to_recordset(p -> 'results') AS r ("taskId" text, step integer, index integer, command jsonb, status integer,
             uris jsonb, data jsonb, outcome text, reason text)
    ON CONFLICT (device_key, task_id, step, index) DO UPDATE
       SET command = excluded.command, status = excluded.status, uris = excluded.uris, data = excluded.data,
           outcome = excluded.outcome, reason = excluded.reason, at = excluded.at;
  END IF;

  IF p ? 'uiSessions' THEN
    INSERT INTO ui_session (device_key, id, task_id, session_id, "as", page, state, result, created_at, expires_at)
    SELECT k, u.id, u."taskId", u."sessionId", u."as", u.page, u.state, nullif(u.result, 'null'), v_now, u."expiresAt"
      FROM jsonb_to_recordset(p -> 'uiSessions') AS u (id text, "taskId" text, "sessionId" text, "as" text, page text, state text,
             result jsonb, "expiresAt" timestamptz);
  END IF;

  IF p ? 'knowledge' THEN
    PERFORM store_knowledge(k, p -> 'knowledge', v_now);
  END IF;

  IF p ? 'alerts' THEN
    INSERT INTO alert (device_key, id, session_id, alert_type, source_uri, target_uri, mark, data_type, data, at)
    SELECT k, a.id, a."sessionId", a."AlertType", a."SourceURI", a."TargetURI", a."Mark", a."DataType", a."Data", v_now
      FROM jsonb_to_recordset(p -> 'alerts') AS a (id text, "sessionId" text, "AlertType" text, "SourceURI" text, "TargetURI" text,
             "Mark" text, "DataType" text, "Data" jsonb);
  END IF;

  IF p ? 'packages' THEN
    INSERT INTO package_log (device_key, id, session_id, number, direction, content_type, headers, body, encoding, bytes, remarks, at)
    SELECT k, l.id, l."sessionId", l.number, l.direction, l."contentType", l.headers, l.body, l.encoding, l.bytes, l.remarks, l.at
      FROM jsonb_to_recordset(p -> 'packages') AS l (id text, "sessionId" text, number smallint, direction text, "contentType" text,
             headers jsonb, body text, encoding text, bytes integer, remarks jsonb, at timestamptz);
  END IF;

  IF p ? 'events' THEN
    INSERT INTO event_log (device_key, id, type, source, dev_id, session_id, task_id, ui_session_id, data, at)
    SELECT k, e.id, e.type, coalesce(e.source, 'dm-server'), p ->> 'devId', e."sessionId", e."taskId", e."uiSessionId", e.data, coalesce(e.at, v_now)
      FROM jsonb_to_recordset(p -> 'events') AS e (id text, type text, source text, "sessionId" text, "taskId" text, "uiSessionId" text,
             data jsonb, at timestamptz);
  END IF;
END $$;
`;
