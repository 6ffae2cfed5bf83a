import { z } from 'zod';
import { inLanguage } from '../language/language.js';
import { definePage } from './page.js';
import { localized, pageFrame } from './text.js';

/** Asks for consent; both answers are one press away and look alike in weight. */
export const consent = definePage({
  name: 'consent',
  description: 'A question that is accepted or declined.',
  data: z.object({
    ...pageFrame,
    accept: localized(60).optional().describe('label of the button that accepts'),
    decline: localized(60).optional().describe('label of the button that declines'),
  }),
  answers: z.object({ choice: z.enum(['accept', 'decline']) }),
  example: {
    title: {
      en: 'Update to version 2.1?',
      de: 'Auf Version 2.1 aktualisieren?',
      fr: 'Passer à la version 2.1 ?',
    },
    message: {
      en: 'The update takes ten minutes.\n\nYou can use your phone meanwhile.',
      de: 'Die Aktualisierung dauert zehn Minuten.\n\nSie können Ihr Telefon währenddessen benutzen.',
      fr: 'La mise à jour dure dix minutes.\n\nVous pouvez utiliser votre téléphone pendant ce temps.',
    },
    sender: 'Example Mobile',
  },
  questions: ({ title, message, accept, decline }) => [
    {
      key: 'consent',
      heading: title,
      text: message,
      fields: [],
      buttons: [
        {
          name: 'choice',
          value: 'accept',
          label: (language) => inLanguage(accept ?? language.words.accept, language),
        },
        {
          name: 'choice',
          value: 'decline',
          label: (language) => inLanguage(decline ?? language.words.decline, language),
        },
      ],
    },
  ],
});
