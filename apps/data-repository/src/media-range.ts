import { z } from 'zod';

/** A media type or a range of them, as `Accept` and `OMADM-Accept` have them (TS 5.5); without parameters. */
export const mediaRange = z
  .string()
  .trim()
  .regex(
    /^(?:\*\/\*|[a-z0-9!#$&^_.+-]{1,127}\/(?:\*|[a-z0-9!#$&^_.+-]{1,127}))$/i,
    'must be a media type, such as "text/plain" or "text/*"',
  );
