import { z } from 'zod';
import type { Localized } from '../language/language.js';

const LANGUAGE_TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;

/** Whether PostgreSQL can keep it: no NUL, no half of a surrogate pair. */
export const isStorable = (value: string): boolean => !value.includes('\0') && !/\p{Cs}/u.test(value);

/** A text that can be stored and shown. */
export const plain = (most: number) =>
  z.string().trim().min(1).max(most).refine(isStorable, 'must be well-formed text');

/** A text for people: in one language, or in several by language tag, of which the page takes the one it is shown in. */
export const localized = (most: number): z.ZodType<Localized> =>
  z
    .union([
      plain(most),
      z
        .record(z.string().regex(LANGUAGE_TAG, 'must be a language tag, such as "de"'), plain(most))
        .refine((texts) => Object.keys(texts).length > 0, 'must have a text in one language at least'),
    ])
    .describe('a text, or texts by language tag: {"en": "…", "de": "…"}');

/** What each page may have. */
export const pageFrame = {
  title: localized(200).describe('the question, or what the page is about'),
  message: localized(4000).optional().describe('what there is to know; a blank line begins a paragraph'),
  sender: localized(80).optional().describe('who asks, as people know them'),
  thanks: localized(1000).optional().describe('shown when the page is answered'),
};
