import { z } from 'zod';
import { optionsSchema } from './fields.js';
import { definePage } from './page.js';
import { pageFrame } from './text.js';

/** Asks for one of several answers. */
export const choice = definePage({
  name: 'choice',
  description: 'A question with several answers, of which one is chosen.',
  data: z.object({ ...pageFrame, options: optionsSchema }),
  answers: z.object({ choice: z.string() }),
  example: {
    title: { en: 'When may we update?', de: 'Wann dürfen wir aktualisieren?', fr: 'Quand mettre à jour ?' },
    sender: 'Example Mobile',
    options: [
      { value: 'now', label: { en: 'Now', de: 'Jetzt', fr: 'Maintenant' } },
      {
        value: 'tonight',
        label: { en: 'Tonight', de: 'Heute Nacht', fr: 'Cette nuit' },
        hint: { en: 'Between 2 and 4 o’clock', de: 'Zwischen 2 und 4 Uhr', fr: 'Entre 2 et 4 heures' },
      },
      { value: 'later', label: { en: 'Ask me again', de: 'Später fragen', fr: 'Demander plus tard' } },
    ],
  },
  questions: ({ title, message, options }) => [
    {
      key: 'choice',
      heading: title,
      text: message,
      fields: [{ type: 'choice', name: 'choice', label: title, required: true, options }],
    },
  ],
});
