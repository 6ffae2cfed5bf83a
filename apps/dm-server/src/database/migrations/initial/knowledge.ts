/**
 * What the server knows of a device's tree, from Package#1 and from GET results. An instance that was addressed as the only one
 * of its MOID (empty MIID) and one that was listed by name are the same row as soon as that is certain.
 */
export const KNOWLEDGE = `
CREATE FUNCTION put_at_path(p_tree jsonb, p_path text[], p_value jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN cardinality(p_path) = 0 THEN p_value
    ELSE (CASE WHEN jsonb_typeof(p_tree) = 'object' THEN p_tree ELSE '{}' END)
         || jsonb_build_object(p_path[1], put_at_path(p_tree -> p_path[1], p_path[2:], p_value))
  END
$$;

CREATE FUNCTION instance_of(p_key text, p_moid text, p_miid text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_miids text[];
BEGIN
  IF p_miid <> '' THEN
    UPDATE mo_instance SET miid = p_miid
     WHERE device_key = p_key AND moid = p_moid AND miid = ''
       AND NOT EXISTS (SELECT 1 FROM mo_instance o WHERE o.device_key = p_key AND o.moid = p_moid AND o.miid <> '');
    RETURN p_miid;
  END IF;
  SELECT array_agg(miid) INTO v_miids FROM mo_instance WHERE device_key = p_key AND moid = p_moid AND miid <> '';
  RETURN CASE WHEN cardinality(v_miids) = 1 THEN v_miids[1] ELSE '' END;
END $$;

CREATE FUNCTION store_knowledge(p_key text, p_items jsonb, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_item jsonb;
  v_moid text;
  v_miid text;
  v_path text[];
BEGIN
  FOR v_item IN SELECT value FROM jsonb_array_elements(p_items) LOOP
    v_moid := v_item ->> 'moid';
    CASE v_item ->> 'kind'
    WHEN 'inventory' THEN
      FOR v_miid IN SELECT jsonb_array_elements_text(v_item -> 'miids') LOOP
        PERFORM instance_of(p_key, v_moid, v_miid);
        INSERT INTO mo_instance (device_key, moid, miid, ddf, listed_at)
        VALUES (p_key, v_moid, v_miid, v_item ->> 'ddf', p_now)
        ON CONFLICT (device_key, moid, miid) DO UPDATE
           SET listed_at = p_now, ddf = coalesce(excluded.ddf, mo_instance.ddf);
      END LOOP;
      DELETE FROM mo_instance
       WHERE device_key = p_key AND moid = v_moid AND listed_at < p_now
         AND NOT (v_item -> 'miids') ? miid;
    WHEN 'knowledge' THEN
      v_miid := instance_of(p_key, v_moid, v_item ->> 'miid');
      v_path := ARRAY(SELECT jsonb_array_elements_text(v_item -> 'path'));
      INSERT INTO mo_instance (device_key, moid, miid, root_name, tree, cv, ddf, read_at)
      VALUES (p_key, v_moid, v_miid, v_item ->> 'rootName', put_at_path(NULL, v_path, v_item -> 'value'),
              v_item ->> 'cv', v_item ->> 'ddf', p_now)
      ON CONFLICT (device_key, moid, miid) DO UPDATE
         SET tree = put_at_path(mo_instance.tree, v_path, v_item -> 'value'),
             root_name = coalesce(excluded.root_name, mo_instance.root_name),
             cv = coalesce(excluded.cv, mo_instance.cv),
             ddf = coalesce(excluded.ddf, mo_instance.ddf),
             read_at = p_now;
    WHEN 'forget' THEN
      v_miid := instance_of(p_key, v_moid, v_item ->> 'miid');
      v_path := ARRAY(SELECT jsonb_array_elements_text(v_item -> 'path'));
      IF cardinality(v_path) = 0 THEN
        DELETE FROM mo_instance WHERE device_key = p_key AND moid = v_moid AND miid = v_miid;
      ELSE
        UPDATE mo_instance SET tree = tree #- v_path, cv = NULL
         WHERE device_key = p_key AND moid = v_moid AND miid = v_miid;
      END IF;
    END CASE;
  END LOOP;
END $$;
`;
