/**
 * The queries of the overview. Each looks at rows of a span of time that an index leads to, the newest first, and at no more than a
 * bound; none of them touches the logs of packages and events. `$1` is since when, `$2` the bound. A test looks at their plans.
 */

/** Rows that one of them looks at, at most. What is older than these is left out, and the answer says so. */
export const BOUND = 100_000;

/** Sessions opened in each minute, by state, and the devices that opened them. */
export const SESSIONS = `
  WITH recent AS MATERIALIZED (
    SELECT opened_at, state, device_key FROM session WHERE opened_at >= $1 ORDER BY opened_at DESC LIMIT $2
  ), minutes AS (
    SELECT date_trunc('minute', opened_at) AS at, state, count(*)::int AS count FROM recent GROUP BY 1, 2
  )
  SELECT (SELECT count(*)::int FROM recent) AS looked_at,
         (SELECT count(DISTINCT device_key)::int FROM recent) AS devices,
         (SELECT min(opened_at) FROM recent) AS oldest,
         coalesce((SELECT json_agg(m ORDER BY m.at) FROM minutes m), '[]') AS minutes`;

/** Failed commands by name and status, the most frequent first, with the task that the last of them belongs to. */
export const FAILURES = `
  WITH recent AS MATERIALIZED (
    SELECT command ->> 0 AS command, status, task_id, at FROM task_result
     WHERE status >= 300 AND status <> 304 AND at >= $1 ORDER BY at DESC LIMIT $2
  )
  SELECT command, status, count(*)::int AS count, max(at) AS last, (array_agg(task_id ORDER BY at DESC))[1] AS task_id,
         (sum(count(*)) OVER ())::int AS looked_at
    FROM recent GROUP BY command, status ORDER BY count DESC, command, status LIMIT 100`;

/** Notifications by state and reason. */
export const NOTIFICATIONS = `
  WITH recent AS MATERIALIZED (
    SELECT state, reason FROM notification WHERE created_at >= $1 ORDER BY created_at DESC LIMIT $2
  )
  SELECT state, reason, count(*)::int AS count, (sum(count(*)) OVER ())::int AS looked_at
    FROM recent GROUP BY state, reason ORDER BY count DESC, state, reason LIMIT 100`;

/** UI sessions that are open, by state, and how many have what is left of their time end within the hour. */
export const UI_SESSIONS = `
  WITH opened AS MATERIALIZED (
    SELECT state, expires_at FROM ui_session WHERE state NOT IN ('finished', 'expired') ORDER BY created_at DESC LIMIT $2
  )
  SELECT state, count(*)::int AS count, (count(*) FILTER (WHERE expires_at < $1))::int AS soon
    FROM opened GROUP BY state ORDER BY state`;

/** Sessions that are open now. */
export const OPEN_SESSIONS = `
  SELECT count(*)::int AS count
    FROM (SELECT 1 FROM open_session WHERE session_id IS NOT NULL AND opened_at IS NOT NULL LIMIT $1) o`;

/** Registered devices: counted while they are few, as the database estimates them otherwise. */
export const DEVICES = `
  SELECT (SELECT count(*)::int FROM (SELECT 1 FROM device LIMIT $1) d) AS counted,
         greatest((SELECT reltuples FROM pg_class WHERE oid = to_regclass('device')), 0)::int AS estimated`;
/** Devices that are counted one by one, at most. */
export const COUNTED_DEVICES = 10_000;
