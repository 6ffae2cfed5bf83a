import { z } from 'zod';
import { inLanguage, type Language } from '../language/language.js';
import type { Field, FieldAnswer } from './fields.js';

const email = z.email();

/** What was typed: without control characters, line ends as one kind, no spaces around. */
export function clean(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .trim()
  );
}

/** Whether a value of ours was sent back; browsers send line ends as CR LF. */
function isAmong(value: string, submitted: readonly string[]): boolean {
  const lines = (text: string) => text.replace(/\r\n?/g, '\n');
  return submitted.some((one) => lines(one) === lines(value));
}

export type ReadField =
  | { readonly ok: true; /** None: not answered, and need not be. */ readonly value: FieldAnswer | undefined }
  | { readonly ok: false; readonly message: string };

const good = (value: FieldAnswer | undefined): ReadField => ({ ok: true, value });
const bad = (message: string): ReadField => ({ ok: false, message });

/** Checks what was submitted for a field; the browser is not relied on. */
export function readField(field: Field, submitted: readonly string[], language: Language): ReadField {
  const { errors } = language.words;
  const label = inLanguage(field.label, language).text;
  if (field.type === 'checkbox') {
    const ticked = submitted.length > 0;
    return field.required && !ticked ? bad(errors.mustTick(label)) : good(ticked);
  }
  if (field.type === 'choices') {
    const chosen = field.options.map(({ value }) => value).filter((value) => isAmong(value, submitted));
    return field.required && chosen.length === 0 ? bad(errors.required(label)) : good(chosen);
  }
  if (field.type === 'choice') {
    const [sent = ''] = submitted;
    if (sent === '') return field.required ? bad(errors.required(label)) : good(undefined);
    const option = field.options.find(({ value }) => isAmong(value, [sent]));
    return option ? good(option.value) : bad(errors.chooseOne);
  }
  const cleaned = clean(submitted[0] ?? '');
  const text = field.type === 'longtext' ? cleaned : cleaned.replace(/\s+/g, ' ');
  if (text === '') return field.required ? bad(errors.required(label)) : good(undefined);
  switch (field.type) {
    case 'text':
    case 'longtext': {
      const { minLength = 0, maxLength = field.type === 'text' ? 500 : 5000 } = field;
      const { length } = [...text];
      if (length < minLength) return bad(errors.tooShort(label, minLength));
      return length > maxLength ? bad(errors.tooLong(label, maxLength)) : good(text);
    }
    case 'email':
      return text.length <= 254 && email.safeParse(text).success ? good(text) : bad(errors.email(label));
    case 'tel':
      return /^\+?[0-9][0-9 ()./-]{2,30}$/.test(text) ? good(text) : bad(errors.tel(label));
    case 'number':
      return readNumber(field, text, language, label);
    case 'date':
      return readDate(field, text, language, label);
  }
}

function readNumber(
  field: Extract<Field, { type: 'number' }>,
  text: string,
  { locale, words: { errors } }: Language,
  label: string,
): ReadField {
  // A decimal comma is what many people have on their keys.
  const normal = text.replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  if (!/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(normal)) return bad(errors.number(label));
  const value = Number(normal);
  const shown = (limit: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 15 }).format(limit);
  if (field.integer && !Number.isInteger(value)) return bad(errors.integer(label));
  if (field.min !== undefined && value < field.min) return bad(errors.least(label, shown(field.min)));
  if (field.max !== undefined && value > field.max) return bad(errors.most(label, shown(field.max)));
  return good(value);
}

function readDate(
  field: Extract<Field, { type: 'date' }>,
  text: string,
  { words: { errors } }: Language,
  label: string,
): ReadField {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    return bad(errors.date(label));
  if (field.min !== undefined && text < field.min) return bad(errors.least(label, field.min));
  if (field.max !== undefined && text > field.max) return bad(errors.most(label, field.max));
  return good(text);
}
