/**
 * What the server knows of a device's tree, from Package#1, from the data of GETs and from the statuses of what changes it.
 *
 * - An instance has a validator only while its tree is whole and was read together with it. A read of a part leaves it if what is
 *   stored stays as it is, and takes it away otherwise: so a 304 always means what is stored.
 * - An instance that was addressed as the only one of its MOID (empty MIID) becomes the one that is named as soon as only one
 *   can be meant, without its validator: another device's word for "the only one" is not its name.
 */
export const CACHED_KNOWLEDGE = `
CREATE FUNCTION put_at_path(p_tree jsonb, p_path text[], p_value jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN cardinality(p_path) = 0 THEN p_value
    ELSE (CASE WHEN jsonb_typeof(p_tree) = 'object' THEN p_tree ELSE '{}' END)
         || jsonb_build_object(p_path[1], put_at_path(p_tree -> p_path[1], p_path[2:], p_value))
  END
$$;

-- What a read with lv says of what was known: nodes of the last level may have children that were not sent.
CREATE FUNCTION keep_uncut(p_old jsonb, p_new jsonb, p_levels integer) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN jsonb_typeof(p_new) <> 'object' THEN p_new
    WHEN p_levels = 0 THEN CASE WHEN p_new = '{}' AND jsonb_typeof(p_old) = 'object' THEN p_old ELSE p_new END
    ELSE (
      SELECT coalesce(jsonb_object_agg(n.key, keep_uncut(p_old -> n.key, n.value, p_levels - 1)), '{}')
        FROM jsonb_each(p_new) n
    )
  END
$$;

CREATE FUNCTION instance_of(p_key text, p_moid text, p_miid text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_miids text[];
BEGIN
  IF p_miid <> '' THEN
    UPDATE mo_instance SET miid = p_miid, cv = NULL
     WHERE device_key = p_key AND moid = p_moid AND miid = ''
       AND NOT EXISTS (SELECT 1 FROM mo_instance o WHERE o.device_key = p_key AND o.moid = p_moid AND o.miid <> '');
    RETURN p_miid;
  END IF;
  SELECT array_agg(miid) INTO v_miids FROM mo_instance WHERE device_key = p_key AND moid = p_moid AND miid <> '';
  RETURN CASE WHEN cardinality(v_miids) = 1 THEN v_miids[1] ELSE '' END;
END $$;

CREATE FUNCTION store_value(p_key text, p_item jsonb, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_moid text := p_item ->> 'moid';
  v_miid text := instance_of(p_key, p_item ->> 'moid', p_item ->> 'miid');
  v_path text[] := ARRAY(SELECT jsonb_array_elements_text(p_item -> 'path'));
  v_value jsonb := p_item -> 'value';
  v_cv text := p_item ->> 'cv';
  v_old mo_instance;
  v_before jsonb;
BEGIN
  SELECT * INTO v_old FROM mo_instance WHERE device_key = p_key AND moid = v_moid AND miid = v_miid;
  v_before := v_old.tree #> v_path;
  IF p_item ? 'bare' AND v_before #>> '{}' = v_value #>> '{}' AND jsonb_typeof(v_before) IN ('number', 'boolean') THEN
    v_value := v_before;
  END IF;
  IF p_item ? 'levels' THEN
    v_value := keep_uncut(v_before, v_value, (p_item ->> 'levels')::integer);
  END IF;
  v_value := put_at_path(v_old.tree, v_path, v_value);
  IF cardinality(v_path) > 0 OR p_item ? 'levels' THEN
    v_cv := CASE WHEN v_value = v_old.tree AND coalesce(v_cv, v_old.cv) = v_old.cv THEN v_old.cv END;
  END IF;
  INSERT INTO mo_instance (device_key, moid, miid, root_name, tree, cv, ddf, read_at)
  VALUES (p_key, v_moid, v_miid, p_item ->> 'rootName', v_value, v_cv, p_item ->> 'ddf', p_now)
  ON CONFLICT (device_key, moid, miid) DO UPDATE
     SET tree = excluded.tree, cv = excluded.cv, read_at = p_now,
         root_name = coalesce(excluded.root_name, mo_instance.root_name),
         ddf = coalesce(excluded.ddf, mo_instance.ddf);
END $$;

CREATE FUNCTION store_knowledge(p_key text, p_items jsonb, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_item jsonb;
  v_moid text;
  v_miid text;
  v_miids text[];
  v_path text[];
  v_root boolean;
BEGIN
  FOR v_item IN SELECT value FROM jsonb_array_elements(p_items) LOOP
    v_moid := v_item ->> 'moid';
    v_miid := v_item ->> 'miid';
    v_path := ARRAY(SELECT jsonb_array_elements_text(coalesce(v_item -> 'path', '[]')));
    v_root := cardinality(v_path) = 0;
    CASE v_item ->> 'kind'
    WHEN 'inventory' THEN
      v_miids := ARRAY(SELECT DISTINCT jsonb_array_elements_text(v_item -> 'miids'));
      IF cardinality(v_miids) = 1 THEN PERFORM instance_of(p_key, v_moid, v_miids[1]); END IF;
      DELETE FROM mo_instance WHERE device_key = p_key AND moid = v_moid AND miid <> ALL (v_miids);
      INSERT INTO mo_instance (device_key, moid, miid, ddf, listed_at)
      SELECT p_key, v_moid, listed, v_item ->> 'ddf', p_now FROM unnest(v_miids) listed
      ON CONFLICT (device_key, moid, miid) DO UPDATE
         SET listed_at = p_now, ddf = coalesce(excluded.ddf, mo_instance.ddf);
    WHEN 'knowledge' THEN
      PERFORM store_value(p_key, v_item, p_now);
    WHEN 'forget' THEN
      IF v_miid IS NULL THEN
        UPDATE mo_instance SET tree = NULL, cv = NULL WHERE device_key = p_key AND moid = v_moid;
      ELSIF v_root THEN
        -- "The only instance" was there, and now there is none.
        DELETE FROM mo_instance WHERE device_key = p_key AND moid = v_moid AND (v_miid = '' OR miid = v_miid);
      ELSE
        v_miid := instance_of(p_key, v_moid, v_miid);
        UPDATE mo_instance SET tree = tree #- v_path, cv = NULL
         WHERE device_key = p_key AND moid = v_moid AND miid = v_miid AND tree #> v_path IS NOT NULL;
      END IF;
    WHEN 'changed' THEN
      IF v_root AND v_miid = '' THEN
        -- It was replaced, or another was made beside it.
        UPDATE mo_instance SET tree = NULL, cv = NULL WHERE device_key = p_key AND moid = v_moid;
      ELSE
        v_miid := instance_of(p_key, v_moid, v_miid);
        INSERT INTO mo_instance (device_key, moid, miid) SELECT p_key, v_moid, v_miid WHERE v_miid <> '' ON CONFLICT DO NOTHING;
        UPDATE mo_instance SET tree = CASE WHEN NOT v_root THEN tree #- v_path END, cv = NULL
         WHERE device_key = p_key AND moid = v_moid AND miid = v_miid;
      END IF;
    WHEN 'stale' THEN
      v_miid := CASE WHEN v_miid IS NOT NULL THEN instance_of(p_key, v_moid, v_miid) END;
      UPDATE mo_instance SET cv = NULL
       WHERE device_key = p_key AND moid = v_moid AND (v_miid IS NULL OR v_miid = '' OR miid = v_miid);
    END CASE;
  END LOOP;
END $$;
`;
