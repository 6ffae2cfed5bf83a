import { z } from 'zod';
import { localized, plain } from './text.js';

const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'must be a name: a letter, then letters, digits, "_" or "-"')
  .refine((text) => !(text in {}), 'is a reserved name');
const date = z.iso.date();

export const optionSchema = z.object({
  value: plain(200),
  label: localized(200),
  hint: localized(400).optional(),
});

export const optionsSchema = z
  .array(optionSchema)
  .min(2)
  .max(50)
  .refine(
    (options) => new Set(options.map(({ value }) => value)).size === options.length,
    'values must differ',
  );

const base = {
  name,
  label: localized(200),
  hint: localized(400).optional(),
  required: z.boolean().default(true),
};
const length = {
  minLength: z.number().int().min(0).max(5000).optional(),
  maxLength: z.number().int().min(1).max(5000).optional(),
};

const ordered = (least: number | string | undefined, most: number | string | undefined) =>
  least === undefined || most === undefined || least <= most;
const wrongOrder = { path: ['min'], error: 'must not be more than max' };

/** A typed field of a form. */
export const fieldSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    ...base,
    ...length,
    autocomplete: z
      .string()
      .regex(/^[a-z- ]{1,60}$/)
      .optional(),
  }),
  z.object({ type: z.literal('longtext'), ...base, ...length }),
  z.object({ type: z.literal('email'), ...base }),
  z.object({ type: z.literal('tel'), ...base }),
  z
    .object({
      type: z.literal('number'),
      ...base,
      min: z.number().optional(),
      max: z.number().optional(),
      integer: z.boolean().default(false),
    })
    .refine(({ min, max }) => ordered(min, max), wrongOrder),
  z
    .object({ type: z.literal('date'), ...base, min: date.optional(), max: date.optional() })
    .refine(({ min, max }) => ordered(min, max), wrongOrder),
  z.object({ type: z.literal('choice'), ...base, options: optionsSchema }),
  z.object({ type: z.literal('choices'), ...base, options: optionsSchema }),
  z.object({ type: z.literal('checkbox'), ...base }),
]);

export type Field = z.infer<typeof fieldSchema>;
export type Option = z.infer<typeof optionSchema>;

/** What a field's answer can be. */
export const fieldAnswer = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
export type FieldAnswer = z.infer<typeof fieldAnswer>;
