/**
 * What a GET that was answered 304 would have brought, in the shape of the data of a 200: from what is stored, if that is stored
 * with the validator that was sent. NULL otherwise.
 */
export const KNOWN_DATA = `
CREATE FUNCTION cut_levels(p_value jsonb, p_levels integer) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN p_levels IS NULL OR jsonb_typeof(p_value) <> 'object' THEN p_value
    WHEN p_levels = 0 THEN '{}'
    ELSE (SELECT coalesce(jsonb_object_agg(n.key, cut_levels(n.value, p_levels - 1)), '{}') FROM jsonb_each(p_value) n)
  END
$$;

CREATE FUNCTION known_data(p_key text, p_read jsonb, p_client_uri text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
           'contentType', 'application/dmmo+json', 'encoding', 'mo', 'cached', true,
           'value', jsonb_build_array(
             jsonb_strip_nulls(jsonb_build_object('DDF', i.ddf, 'CV', CASE WHEN cardinality(p.path) = 0 THEN i.cv END))
             || jsonb_build_object(
                  'ClientURI', split_part(p_client_uri, '?', 1),
                  'MOData', jsonb_build_object(
                    CASE WHEN cardinality(p.path) = 0 THEN i.root_name ELSE p.path[cardinality(p.path)] END,
                    cut_levels(i.tree #> p.path, (p_read ->> 'lv')::integer)))))
    FROM (SELECT ARRAY(SELECT jsonb_array_elements_text(p_read -> 'path')) AS path) p, mo_instance i
   WHERE i.device_key = p_key AND i.moid = p_read ->> 'moid' AND i.miid = p_read ->> 'miid' AND i.cv = p_read ->> 'cv'
     AND i.tree #> p.path IS NOT NULL AND (cardinality(p.path) > 0 OR i.root_name IS NOT NULL)
$$;
`;
