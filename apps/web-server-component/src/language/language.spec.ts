import { describe, expect, test } from 'vitest';
import { chooseLanguage, inLanguage, languageTags } from './language.js';
import type { Words } from './words.js';

describe('the language of a page', () => {
  test.each([
    ['de-AT', 'fr', 'de', 'de-AT'],
    ['fr_CA', undefined, 'fr', 'fr-CA'],
    ['ja', 'de;q=0.5, fr;q=0.9', 'fr', 'fr'],
    [null, 'es, en-GB;q=0.8', 'en', 'en-GB'],
    [null, 'de;q=0, en;q=0.1', 'en', 'en'],
    ['DE', undefined, 'de', 'de'],
    ['de-*', undefined, 'de', 'de'],
    ['', '', 'en', 'en'],
    [undefined, undefined, 'en', 'en'],
    ['__proto__', 'constructor', 'en', 'en'],
  ])('device %j, browser %j: %s', (device, browser, tag, locale) => {
    expect(chooseLanguage(device, browser)).toMatchObject({ tag, locale });
  });
});

test("a sender's text comes in the language of the device though our own words are not in it", () => {
  const es = chooseLanguage('es-MX', 'de');
  expect(es.tag).toBe('de');
  expect(inLanguage({ en: 'yes', de: 'ja', es: 'sí' }, es)).toEqual({ text: 'sí', lang: 'es' });
  expect(inLanguage({ en: 'yes', de: 'ja' }, es)).toEqual({ text: 'ja', lang: 'de' });
});

test("a sender's text comes in the variant of the region", () => {
  const pt = chooseLanguage('pt_PT', undefined);
  expect(inLanguage({ 'pt-BR': 'ônibus', 'pt-PT': 'autocarro' }, pt)).toMatchObject({ text: 'autocarro' });
  expect(inLanguage({ en: 'bus', 'pt-BR': 'ônibus' }, pt)).toMatchObject({ text: 'ônibus' });
});

test("a sender's text comes in the page's language, else in English, else in what there is", () => {
  const de = chooseLanguage('de', undefined);
  expect(inLanguage('as it is', de)).toEqual({ text: 'as it is' });
  expect(inLanguage({ en: 'yes', 'de-CH': 'ja' }, de)).toEqual({ text: 'ja', lang: 'de-CH' });
  expect(inLanguage({ fr: 'oui', en: 'yes' }, de)).toEqual({ text: 'yes', lang: 'en' });
  expect(inLanguage({ fr: 'oui' }, de)).toEqual({ text: 'oui', lang: 'fr' });
});

test('no language leaves a text empty, and every message names its field', () => {
  for (const tag of languageTags) {
    const { words } = chooseLanguage(tag, undefined);
    const { chooseOne: _chooseOne, ...errors } = words.errors;
    for (const error of Object.values(errors) as ((name: string, limit: never) => string)[])
      expect(error('NAME', 7 as never)).toContain('NAME');
    expect(emptyTexts(words)).toEqual([]);
    expect(words.progress(2, 3)).toMatch(/2.*3/);
  }
});

function emptyTexts(words: Words): string[] {
  const texts = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [value];
  return texts(words).filter((text): text is string => text === '');
}
