/**
 * The second of the two round trips: `store_exchange`, with what is known put in the place of what a 304 did not send, and with
 * alerts put to the EXECs that they report on.
 */
export const COMMIT_EXCHANGE = `
-- Before anything of the package is stored: its own commands may have changed the tree after the read.
CREATE FUNCTION with_known_data(p jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN NOT jsonb_path_exists(p, '$.results[*].cached') THEN p ELSE jsonb_set(p, '{results}', (
    SELECT jsonb_agg(r.value || CASE
             WHEN NOT r.value ? 'cached' THEN '{}'
             WHEN known.data IS NULL THEN '{"reason": "not-known"}'
             ELSE jsonb_build_object('data', known.data)
           END ORDER BY r.ordinality)
      FROM jsonb_array_elements(p -> 'results') WITH ORDINALITY r
      LEFT JOIN LATERAL (SELECT known_data(p ->> 'deviceKey', r.value -> 'cached', r.value -> 'command' ->> 1) AS data) known ON true
  )) END
$$;

CREATE FUNCTION store_reports(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  WITH report AS (
    SELECT a.value AS alert, a.value -> 'answers' AS answers
      FROM jsonb_array_elements(p -> 'alerts') a WHERE a.value ? 'answers'
  ), told AS (
    UPDATE alert t
       SET task_id = answers ->> 'taskId', step = (answers ->> 'step')::integer, index = (answers ->> 'index')::integer
      FROM report WHERE t.device_key = p ->> 'deviceKey' AND t.id = report.alert ->> 'id'
  )
  UPDATE task_result r
     SET alert = jsonb_build_object(
           'id', report.alert -> 'id', 'type', report.alert -> 'AlertType', 'sourceUri', report.alert -> 'SourceURI',
           'mark', report.alert -> 'Mark', 'dataType', report.alert -> 'DataType', 'data', report.alert -> 'Data', 'at', p -> 'now')
    FROM report
   WHERE r.device_key = p ->> 'deviceKey' AND r.task_id = answers ->> 'taskId' AND r.step = (answers ->> 'step')::integer
     AND r.index = (answers ->> 'index')::integer AND NOT (report.alert -> 'repeated')::boolean;
END $$;

CREATE FUNCTION commit_exchange(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM store_exchange(with_known_data(p));
  IF p ? 'alerts' THEN PERFORM store_reports(p); END IF;
END $$;
`;
