/**
 * `make_partition(table, day)` makes the partition of one UTC day, with what the default partition took of it in the
 * meantime; true if it was not there. `drop_partitions(table, before)` drops the days before one and tells how many.
 */
export const PARTITIONS = `
CREATE FUNCTION make_partition(p_table text, p_day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_name text := p_table || '_' || to_char(p_day, 'YYYYMMDD');
  v_from timestamptz := p_day::timestamp AT TIME ZONE 'UTC';
  v_to timestamptz := (p_day + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('dm2 partitions ' || current_schema || p_table));
  IF to_regclass(format('%I.%I', current_schema, v_name)) IS NOT NULL THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', v_name, p_table);
  EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', p_table || '_default');
  EXECUTE format(
    'WITH moved AS (DELETE FROM %I WHERE at >= %L AND at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
    p_table || '_default', v_from, v_to, v_name);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', p_table, v_name, v_from, v_to);
  RETURN true;
END $$;

CREATE FUNCTION drop_partitions(p_table text, p_before date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_name text;
  v_count integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('dm2 partitions ' || current_schema || p_table));
  FOR v_name IN
    SELECT c.relname FROM pg_inherits i
      JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = to_regclass(format('%I.%I', current_schema, p_table))
       AND c.relname ~ ('^' || p_table || '_[0-9]{8}$')
       AND to_date(right(c.relname, 8), 'YYYYMMDD') < p_before
  LOOP
    EXECUTE format('DROP TABLE %I', v_name);
    v_count := v_count + 1;
  END LOOP;
  EXECUTE format('DELETE FROM %I WHERE at < %L', p_table || '_default', p_before::timestamp AT TIME ZONE 'UTC');
  RETURN v_count;
END $$;
`;
