/**
 * From here on `mo_instance.cv` is there only while `tree` is the whole instance, read together with it: of what was stored before
 * nobody knows that.
 */
export const CACHE_TABLES = `
ALTER TABLE device ADD COLUMN cache boolean NOT NULL DEFAULT true;
ALTER TABLE task_result ADD COLUMN alert jsonb;
ALTER TABLE alert ADD COLUMN task_id text, ADD COLUMN step integer, ADD COLUMN index integer;
CREATE INDEX task_result_exec ON task_result (device_key, at) WHERE command ->> 0 = 'EXEC';
UPDATE mo_instance SET cv = NULL WHERE cv IS NOT NULL;
`;

export const NO_CACHE_TABLES = `
DROP INDEX task_result_exec;
ALTER TABLE alert DROP COLUMN task_id, DROP COLUMN step, DROP COLUMN index;
ALTER TABLE task_result DROP COLUMN alert;
ALTER TABLE device DROP COLUMN cache;
`;
