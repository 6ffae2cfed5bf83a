import { z } from 'zod';

/** What the DM Server asks of a Web Server Component before it sends a SHOW: `PUT /api/v1/ui-sessions/{id}`. */
export const uiSessionRequestSchema = z.object({
  page: z.string().min(1).max(100).describe('the kind of page, such as `consent`'),
  data: z.unknown().describe('what the task gives the page; its shape belongs to the page'),
  lang: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .describe('`Lang` of the device, as far as it is known; goes before the language of the browser'),
  devId: z.string().trim().min(1).max(255).describe('`DevInfo/DevID` of the device'),
  expiresAt: z.iso
    .datetime({ offset: true })
    .describe('after which nobody can answer any more')
    .transform((text) => new Date(text)),
});
