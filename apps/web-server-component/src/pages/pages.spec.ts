import { renderToStaticMarkup } from 'react-dom/server';
import { createElement } from 'react';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseLanguage } from '../language/language.js';
import { QuestionView } from '../views/question-view.js';
import { answerInWords, formOf, parseForm, readQuestion, type Question } from './page.js';
import { checkPageData, describePages, fillPage } from './pages.js';

const en = chooseLanguage('en', undefined);
const only = (page: string, data: object): Question => {
  const [question] = fillPage(page, checkPageData(page, data)).questions;
  if (!question) throw new Error('the page has no question');
  return question;
};

test('a button that is no answer of the question is an error, not an answer', () => {
  const consent = only('consent', { title: 'Update?' });
  expect(readQuestion(consent, parseForm('choice=accept'), en)).toEqual({
    ok: true,
    answers: { choice: 'accept' },
  });
  expect(readQuestion(consent, parseForm('choice=perhaps'), en)).toEqual({
    ok: false,
    errors: [{ field: 'choice', message: 'Choose one of the answers' }],
  });
});

test('stored answers fill the form that gave them', () => {
  const [question] = fillPage(
    'form',
    checkPageData('form', {
      pages: [
        {
          title: 'Q',
          fields: [
            { type: 'text', name: 'a', label: 'A' },
            { type: 'number', name: 'n', label: 'N' },
            { type: 'checkbox', name: 'c', label: 'C' },
            {
              type: 'choices',
              name: 'm',
              label: 'M',
              options: [
                { value: '1', label: '1' },
                { value: '2', label: '2' },
              ],
            },
          ],
        },
      ],
    }),
  ).questions;
  const sent = parseForm('a=x+y&n=2&c=on&m=1&m=2');
  const read = question && readQuestion(question, sent, en);
  expect(read).toEqual({ ok: true, answers: { a: 'x y', n: 2, c: true, m: ['1', '2'] } });
  expect(question && read?.ok && formOf(question, read.answers)).toEqual(sent);
});

test('one answer is told in the words of its label', () => {
  const consent = only('consent', { title: 'Update?', accept: { en: 'Yes, please' } });
  expect(answerInWords(consent, { choice: 'accept' }, en)).toEqual({ text: 'Yes, please', lang: 'en' });
  expect(answerInWords(only('message', { title: 'Read this' }), { read: 'yes' }, en)).toBeUndefined();
});

test('a page of a form is found by its number unless it has a key', () => {
  const fields = (name: string) => [{ type: 'text', name, label: name }];
  const pages = [
    { title: 'One', fields: fields('a') },
    { key: 'two', title: 'Two', fields: fields('b') },
  ];
  const data = checkPageData('form', { pages });
  expect(fillPage('form', data).questions.map(({ key }) => key)).toEqual(['1', 'two']);
  expect(() => checkPageData('form', { pages: [...pages, { title: 'Three', fields: fields('a') }] })).toThrow(
    'data/pages/2/fields/0/name',
  );
});

test('unknown members are left out of what is stored', () => {
  expect(checkPageData('consent', { title: ' Update? ', colour: 'red' })).toEqual({ title: 'Update?' });
});

test('every page has schemas that say what they are', () => {
  for (const page of describePages())
    expect(page).toMatchObject({ data: { type: 'object' }, answers: { type: 'object' } });
});

test('no text of a sender becomes markup', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }).filter((text) => text.trim() !== '' && !text.includes('\0')),
      (title) => {
        const question = only('choice', {
          title: `<script>${title}`,
          options: [
            { value: `">${title}`, label: `<b>${title}` },
            { value: 'b', label: 'B' },
          ],
        });
        const html = renderToStaticMarkup(
          createElement(QuestionView, {
            language: en,
            sender: { text: `</header>${title}` },
            question,
            number: 1,
            count: 1,
            values: new Map(),
            errors: [],
            action: '/ui/x',
            back: undefined,
            footer: [],
          }),
        );
        expect(html).not.toMatch(/<script|<b>/);
        expect(html.match(/<\/header>/g)).toHaveLength(1);
      },
    ),
  );
});
