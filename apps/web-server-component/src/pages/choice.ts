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
  questions: ({ title, message, options }) => [
    {
      key: 'choice',
      heading: title,
      text: message,
      fields: [{ type: 'choice', name: 'choice', label: title, required: true, options }],
    },
  ],
});
