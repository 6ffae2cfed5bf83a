import { de } from './de.js';
import { en } from './en.js';
import { fr } from './fr.js';
import type { Words } from './words.js';

/** The languages of the pages. To add one, translate `Words` and name it here. */
const LANGUAGES = { en, de, fr } as const satisfies Record<string, Words>;

export type LanguageTag = keyof typeof LANGUAGES;
export const languageTags = Object.keys(LANGUAGES) as LanguageTag[];

/** A language and what pages say in it. */
export interface Language {
  readonly tag: LanguageTag;
  /** How dates and numbers are written: the region's way, where one was given. */
  readonly locale: string;
  readonly words: Words;
  /** Language tags of the device and the browser, the most wanted first, also those that the pages do not speak. */
  readonly wanted: readonly string[];
}

/** A text of the sender: in one language, or in several by language tag. */
export type Localized = string | Readonly<Record<string, string>>;

/** A text as it is shown, with its language if that is known. */
export interface Shown {
  readonly text: string;
  readonly lang?: string;
}

const normal = (tag: string) => tag.trim().toLowerCase().replaceAll('_', '-');
const primary = (tag: string) => tag.trim().toLowerCase().split(/[-_]/, 1)[0] ?? '';
const known = (tag: string): tag is LanguageTag => Object.hasOwn(LANGUAGES, tag);

/** The language of a page: the device's, else the browser's best, else English. */
export function chooseLanguage(
  deviceLang: string | null | undefined,
  acceptLanguage: string | undefined,
): Language {
  const wanted = [deviceLang ?? '', ...preferences(acceptLanguage)];
  const spoken = wanted.find((one) => known(primary(one))) ?? 'en';
  const tag = primary(spoken) as LanguageTag;
  return { tag, locale: localeOf(spoken) ?? tag, words: LANGUAGES[tag], wanted: wanted.map(normal) };
}

function localeOf(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** Language tags of an `Accept-Language` header, the most wanted first. */
function preferences(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .slice(0, 50)
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';');
      const q = parameters.map((parameter) => /^\s*q=([0-9.]+)\s*$/i.exec(parameter)?.[1]).find(Boolean);
      return { tag, q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q)
    .map(({ tag }) => tag);
}

/**
 * A sender's text in the language that is wanted most, in the region's variant if there is one, else in English, else in the first
 * one given. It may be one that our own words are not in: better the question understood than the buttons.
 */
export function inLanguage(text: Localized, { tag, wanted }: Language): Shown {
  if (typeof text === 'string') return { text };
  const entries = Object.entries(text);
  for (const want of [...wanted, tag, 'en']) {
    const found =
      entries.find(([lang]) => normal(lang) === want) ??
      entries.find(([lang]) => primary(lang) === primary(want));
    if (found) return { text: found[1], lang: found[0] };
  }
  const [first] = entries;
  return first ? { text: first[1], lang: first[0] } : { text: '' };
}
