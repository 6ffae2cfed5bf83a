/**
 * The first of the two round trips: `begin_exchange`, and with it what the reads and alerts of this exchange may need.
 *
 * - `instances`: of the management objects that the queued GETs read, which there are and which validators are known (TS 11).
 * - `executions`: EXECs whose report may come as an alert, or came as one; only if the package has alerts (`p_alerts`).
 */
export const OPEN_EXCHANGE = `
CREATE FUNCTION open_exchange(
  p_device_key text, p_scheme text, p_name text, p_proofs text[], p_admitted boolean, p_wait boolean, p_alerts boolean
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v jsonb := begin_exchange(p_device_key, p_scheme, p_name, p_proofs, p_admitted, p_wait);
  v_cache boolean;
  v_instances jsonb;
  v_executions jsonb;
BEGIN
  IF NOT (v ->> 'admitted')::boolean THEN RETURN v; END IF;
  SELECT cache INTO v_cache FROM device WHERE device_key = p_device_key;
  IF v_cache AND v -> 'tasks' <> '[]' THEN
    SELECT jsonb_agg(to_jsonb(i)) INTO v_instances FROM (
      SELECT moid, miid, cv FROM mo_instance
       WHERE device_key = p_device_key AND moid IN (
         SELECT split_part(command ->> 1, '/', 1)
           FROM jsonb_array_elements(v -> 'tasks') task,
                jsonb_array_elements(task -> 'definition' -> 'steps') step,
                jsonb_array_elements(coalesce(step -> 'commands', '[]')) command
          WHERE command ->> 0 = 'GET')
       LIMIT 1000
    ) i;
  END IF;
  IF p_alerts THEN
    SELECT jsonb_agg(to_jsonb(e) ORDER BY e.at, e.step, e.index) INTO v_executions FROM (
      SELECT task_id, step, index, command ->> 1 AS client_uri, alert, at FROM task_result
       WHERE device_key = p_device_key AND command ->> 0 = 'EXEC' AND (status = 202 OR outcome IN ('unknown', 'final'))
       ORDER BY at DESC LIMIT 200
    ) e;
  END IF;
  RETURN v || jsonb_build_object(
    'cache', v_cache, 'instances', coalesce(v_instances, '[]'), 'executions', coalesce(v_executions, '[]'));
END $$;
`;
