/**
 * The first of the two round trips of an exchange: who is it, take the lock, read what the engine needs.
 *
 * - Credentials are compared here (see DeviceSecrets.proof), so that only an authenticated package takes a lock.
 * - The open session's row is the lock: packages take it without waiting (`p_wait` false; lock_not_available means that one is
 *   in progress), a Package#1 and the end of a hold wait a little. Nobody but packages and the expiry of sessions takes it.
 * - Tasks are locked after it, in the order of their ids; feedback and the management API lock only them.
 */
export const BEGIN_EXCHANGE = `
CREATE FUNCTION begin_exchange(
  p_device_key text, p_scheme text, p_name text, p_proofs text[], p_admitted boolean, p_wait boolean
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_device device;
  v_session open_session;
  v_tasks jsonb;
  v_ui_sessions jsonb;
  v_own boolean;
  v_other boolean := false;
BEGIN
  SELECT * INTO v_device FROM device WHERE device_key = p_device_key;
  IF NOT p_admitted THEN
    v_own := v_device.device_key IS NOT NULL AND v_device.auth_scheme = p_scheme
             AND v_device.auth_name = p_name AND v_device.auth_proof = ANY (p_proofs);
    IF p_name IS NOT NULL AND v_own IS NOT TRUE THEN
      SELECT true INTO v_other FROM device
       WHERE auth_scheme = p_scheme AND auth_name = p_name AND auth_proof = ANY (p_proofs);
    END IF;
    IF v_other OR (v_own IS NOT TRUE AND v_device.auth_scheme IS DISTINCT FROM 'none') THEN
      RETURN jsonb_build_object('admitted', false, 'scheme', v_device.auth_scheme, 'other', coalesce(v_other, false));
    END IF;
  END IF;

  IF p_wait THEN
    PERFORM set_config('lock_timeout', '2s', true);
    SELECT * INTO v_session FROM open_session WHERE device_key = p_device_key FOR UPDATE;
    PERFORM set_config('lock_timeout', '0', true);
  ELSE
    SELECT * INTO v_session FROM open_session WHERE device_key = p_device_key FOR UPDATE NOWAIT;
  END IF;

  SELECT jsonb_agg(to_jsonb(t)) INTO v_tasks FROM (
    SELECT id, definition, state, reason, progress FROM task
     WHERE device_key = p_device_key AND state IN ('queued', 'running', 'waiting')
     ORDER BY id FOR UPDATE
  ) t;
  IF v_tasks IS NOT NULL THEN
    SELECT jsonb_agg(to_jsonb(u)) INTO v_ui_sessions FROM (
      SELECT id, task_id, session_id, "as", page, state, result FROM ui_session
       WHERE device_key = p_device_key
         AND task_id IN (SELECT value ->> 'id' FROM jsonb_array_elements(v_tasks))
       ORDER BY id
    ) u;
  END IF;

  RETURN jsonb_build_object(
    'admitted', v_device.device_key IS NOT NULL,
    'devId', v_device.dev_id,
    'profile', v_device.profile,
    'holdMs', v_device.hold_ms,
    'lang', v_device.lang,
    'lastSeenAt', v_session.last_seen_at,
    'session', v_session.state,
    'tasks', coalesce(v_tasks, '[]'),
    'uiSessions', coalesce(v_ui_sessions, '[]')
  );
END $$;
`;
