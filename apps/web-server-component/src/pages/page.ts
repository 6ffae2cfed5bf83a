import type { z } from 'zod';
import type { Language, Localized, Shown } from '../language/language.js';
import { inLanguage } from '../language/language.js';
import type { Field } from './fields.js';
import { readField } from './read-field.js';

/** A button that answers the question by being pressed. */
export interface AnswerButton {
  readonly name: string;
  readonly value: string;
  readonly label: (language: Language) => Shown;
}

/** One question: what is shown at a time. */
export interface Question {
  /** Its part of the path. */
  readonly key: string;
  readonly heading: Localized;
  readonly text?: Localized | undefined;
  readonly fields: readonly Field[];
  /** Without them one button sends the fields. */
  readonly buttons?: readonly AnswerButton[];
}

/** A kind of page: what a SHOW can name. */
export interface Page<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly description: string;
  /** What the task gives it. */
  readonly data: S;
  /** What the task gets of it. */
  readonly answers: z.ZodType;
  /** Data to begin with, for who writes a task or looks at the page: all that it can show, in more than one language. */
  readonly example: z.input<S>;
  questions(data: z.infer<S>): readonly Question[];
}

/** Keeps the type of a page's data for its `questions`. */
export function definePage<S extends z.ZodType>(page: Page<S>): Page<S> {
  return page;
}

/** A submitted form: all values of each name. */
export type FormValues = ReadonlyMap<string, readonly string[]>;

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export type ReadAnswers =
  | { readonly ok: true; readonly answers: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Names of its answers. */
export function namesOf({ fields, buttons = [] }: Question): string[] {
  return [...new Set([...fields, ...buttons].map(({ name }) => name))];
}

export function parseForm(body: string): FormValues {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(body)) {
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return values;
}

/** The answers of a question from a submitted form, or everything that is wrong with it. */
export function readQuestion(question: Question, form: FormValues, language: Language): ReadAnswers {
  const answers: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const field of question.fields) {
    const read = readField(field, form.get(field.name) ?? [], language);
    if (!read.ok) errors.push({ field: field.name, message: read.message });
    else if (read.value !== undefined) answers[field.name] = read.value;
  }
  if (question.buttons) {
    const pressed = question.buttons.find(({ name, value }) => form.get(name)?.[0] === value);
    if (pressed) answers[pressed.name] = pressed.value;
    else
      errors.push({
        field: question.buttons[0]?.name ?? '',
        message: language.words.errors.chooseOne,
      });
  }
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, answers };
}

/** Stored answers as the values of the form that gave them, for going back. */
export function formOf(question: Question, answers: Readonly<Record<string, unknown>>): FormValues {
  const values = new Map<string, string[]>();
  for (const { name } of question.fields) {
    const value = answers[name];
    if (Array.isArray(value)) values.set(name, value.map(String));
    else if (value === true) values.set(name, ['on']);
    else if (typeof value === 'string' || typeof value === 'number') values.set(name, [String(value)]);
  }
  return values;
}

/** The answer in the words of the page, if it is one word: for the page that says thank you. */
export function answerInWords(
  question: Question,
  answers: Readonly<Record<string, unknown>>,
  language: Language,
): Shown | undefined {
  // One button is no choice.
  const pressed =
    (question.buttons?.length ?? 0) > 1 &&
    question.buttons?.find(({ name, value }) => answers[name] === value);
  if (pressed) return pressed.label(language);
  const [field] = question.fields;
  if (field?.type !== 'choice') return undefined;
  const option = field.options.find(({ value }) => answers[field.name] === value);
  return option && inLanguage(option.label, language);
}
