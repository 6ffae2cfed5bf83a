import { z } from 'zod';
import { inLanguage } from '../language/language.js';
import { definePage } from './page.js';
import { localized, pageFrame } from './text.js';

/** Tells something, and reports that it was read. */
export const message = definePage({
  name: 'message',
  description: 'Something to know, with one button that says it was read.',
  data: z.object({ ...pageFrame, button: localized(60).optional().describe('label of the button') }),
  answers: z.object({ read: z.literal('yes') }),
  example: {
    title: {
      en: 'Your phone is up to date',
      de: 'Ihr Telefon ist aktuell',
      fr: 'Votre téléphone est à jour',
    },
    message: {
      en: 'Version 2.1 is installed. There is nothing more to do.',
      de: 'Version 2.1 ist installiert. Sie müssen nichts weiter tun.',
      fr: 'La version 2.1 est installée. Il n’y a rien d’autre à faire.',
    },
    sender: 'Example Mobile',
  },
  questions: ({ title, message: text, button }) => [
    {
      key: 'message',
      heading: title,
      text,
      fields: [],
      buttons: [
        {
          name: 'read',
          value: 'yes',
          label: (language) => inLanguage(button ?? language.words.understood, language),
        },
      ],
    },
  ],
});
