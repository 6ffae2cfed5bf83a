import { z } from 'zod';
import type { Texts } from './languages.js';

const text = (max: number) => z.string().trim().min(1).max(max);
const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'must be a name of letters, digits, "_" and "-"');

/** What every page may say. */
const common = z.object({ title: text(200), message: text(4000).optional(), sender: text(200).optional() });

const option = z.object({ value: text(100), label: text(200) });
const field = z.object({
  name,
  label: text(200),
  type: z.enum(['text', 'email', 'number', 'date', 'choice', 'longtext']),
  hint: text(500).optional(),
  required: z.boolean().default(true),
  min: z.number().optional(),
  max: z.number().optional(),
  maxLength: z.number().int().min(1).max(4000).optional(),
  options: z.array(option).min(2).max(20).optional(),
});

/** One field of a screen. */
export type Field = z.infer<typeof field>;

/** One page that the user sees: buttons that answer at once, or fields. */
export interface Screen {
  readonly title: string;
  readonly message?: string | undefined;
  readonly fields: readonly Field[];
  /** Buttons that are the answer to this field. */
  readonly buttons?: {
    readonly name: string;
    readonly values: readonly { readonly value: string; readonly label: (texts: Texts) => string }[];
  };
}

/** A kind of UI session: what it is given, what it asks, what it answers. */
export interface PageKind {
  readonly name: string;
  readonly description: string;
  readonly data: z.ZodType<{ title: string; message?: string | undefined; sender?: string | undefined }>;
  readonly answers: z.ZodType;
  screens(data: unknown): readonly Screen[];
}

function kind<
  D extends z.ZodType<{ title: string; message?: string | undefined; sender?: string | undefined }>,
>(definition: {
  name: string;
  description: string;
  data: D;
  answers: z.ZodType;
  screens: (data: z.infer<D>) => readonly Screen[];
}): PageKind {
  return { ...definition, screens: (data) => definition.screens(definition.data.parse(data)) };
}

const consent = kind({
  name: 'consent',
  description: 'Asks for consent: accept or decline',
  data: common,
  answers: z.object({ choice: z.enum(['accept', 'decline']) }),
  screens: ({ title, message }) => [
    {
      title,
      message,
      fields: [],
      buttons: {
        name: 'choice',
        values: [
          { value: 'accept', label: (texts) => texts.accept },
          { value: 'decline', label: (texts) => texts.decline },
        ],
      },
    },
  ],
});

const choice = kind({
  name: 'choice',
  description: 'Asks for one of several options',
  data: common.extend({ options: z.array(option).min(2).max(20) }),
  answers: z.object({ choice: z.string() }),
  screens: ({ title, message, options }) => [
    { title, message, fields: [{ name: 'choice', label: title, type: 'choice', required: true, options }] },
  ],
});

const form = kind({
  name: 'form',
  description: 'Asks several questions, one page after the other',
  data: common
    .extend({
      pages: z
        .array(
          z.object({
            title: text(200),
            message: text(4000).optional(),
            fields: z.array(field).min(1).max(20),
          }),
        )
        .min(1)
        .max(20),
    })
    .superRefine(({ pages }, context) => {
      const names = new Set<string>();
      pages.forEach((page, i) =>
        page.fields.forEach((one, j) => {
          if (names.has(one.name))
            context.addIssue({
              code: 'custom',
              path: ['pages', i, 'fields', j, 'name'],
              message: `"${one.name}" is used by another field`,
            });
          if (one.type === 'choice' && !one.options)
            context.addIssue({
              code: 'custom',
              path: ['pages', i, 'fields', j, 'options'],
              message: 'a choice needs options',
            });
          names.add(one.name);
        }),
      );
    }),
  answers: z.record(z.string(), z.union([z.string(), z.number()])),
  screens: ({ pages }) => pages,
});

const message = kind({
  name: 'message',
  description: 'Tells something; the user confirms having read it',
  data: common,
  answers: z.object({ read: z.literal('yes') }),
  screens: ({ title, message: said }) => [
    {
      title,
      message: said,
      fields: [],
      buttons: { name: 'read', values: [{ value: 'yes', label: () => 'OK' }] },
    },
  ],
});

/** The pages there are. */
export const PAGE_KINDS: ReadonlyMap<string, PageKind> = new Map(
  [consent, choice, form, message].map((one) => [one.name, one]),
);
