import { z } from 'zod';
import { fieldAnswer, fieldSchema } from './fields.js';
import { definePage } from './page.js';
import { pageFrame } from './text.js';

const page = z.object({
  key: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be a lower-case name')
    .optional()
    .describe('its part of the address; its number by default'),
  title: pageFrame.title,
  message: pageFrame.message,
  fields: z.array(fieldSchema).min(1).max(30),
});

/** A form of several pages with typed fields. */
export const form = definePage({
  name: 'form',
  description: 'Questions on one or several pages, with typed fields that are checked.',
  data: z
    .object({
      ...pageFrame,
      title: pageFrame.title.optional().describe('what the form is about'),
      pages: z.array(page).min(1).max(20),
    })
    .superRefine(({ pages }, context) => {
      const used = { key: new Set<string>(), name: new Set<string>() };
      const once = (kind: keyof typeof used, value: string, path: PropertyKey[]) => {
        if (used[kind].has(value))
          context.addIssue({ code: 'custom', path, message: `"${value}" is used twice in this form` });
        used[kind].add(value);
      };
      for (const [i, { key, fields }] of pages.entries()) {
        once('key', key ?? String(i + 1), ['pages', i, 'key']);
        for (const [j, { name }] of fields.entries()) once('name', name, ['pages', i, 'fields', j, 'name']);
      }
    }),
  answers: z
    .record(z.string(), fieldAnswer)
    .describe('by name of the field, over all pages; what was left empty is missing'),
  example: {
    sender: 'Example Mobile',
    pages: [
      {
        key: 'language',
        title: { en: 'Your language', de: 'Ihre Sprache', fr: 'Votre langue' },
        fields: [
          {
            type: 'choice',
            name: 'language',
            label: { en: 'Language of messages', de: 'Sprache der Nachrichten', fr: 'Langue des messages' },
            options: [
              { value: 'en', label: 'English' },
              { value: 'de', label: 'Deutsch' },
              { value: 'fr', label: 'Français' },
            ],
          },
        ],
      },
      {
        key: 'contact',
        title: { en: 'How do we reach you?', de: 'Wie erreichen wir Sie?', fr: 'Comment vous joindre ?' },
        fields: [
          { type: 'email', name: 'mail', label: { en: 'E-mail', de: 'E-Mail', fr: 'Courriel' } },
          {
            type: 'tel',
            name: 'phone',
            label: { en: 'Telephone', de: 'Telefon', fr: 'Téléphone' },
            required: false,
          },
          {
            type: 'date',
            name: 'since',
            label: { en: 'Customer since', de: 'Kunde seit', fr: 'Client depuis' },
          },
        ],
      },
      {
        key: 'settings',
        title: { en: 'Backup', de: 'Sicherung', fr: 'Sauvegarde' },
        fields: [
          {
            type: 'number',
            name: 'days',
            label: {
              en: 'Days between backups',
              de: 'Tage zwischen Sicherungen',
              fr: 'Jours entre les sauvegardes',
            },
            min: 1,
            max: 30,
            integer: true,
          },
          {
            type: 'checkbox',
            name: 'wifi',
            label: { en: 'Over Wi-Fi only', de: 'Nur über WLAN', fr: 'En Wi-Fi seulement' },
            required: false,
          },
        ],
      },
    ],
  },
  questions: ({ message, pages }) =>
    pages.map(({ key, title, message: own, fields }, index) => ({
      key: key ?? String(index + 1),
      heading: title,
      text: own ?? (index === 0 ? message : undefined),
      fields,
    })),
});
