import { Problem } from '@dm2/service';
import { createElement } from 'react';
import { z } from 'zod';
import { chooseLanguage, inLanguage, type Language } from '../language/language.js';
import { NoticeView } from '../views/notice-view.js';
import { QuestionView } from '../views/question-view.js';
import { renderPage } from '../views/render.js';
import { readQuestion } from './page.js';
import { checkPageData, fillPage, type FilledPage } from './pages.js';
import { plain } from './text.js';

/** Screens beside the questions of a page. A colon is in no key of a question. */
const THANKS = ':thanks';
const EXPIRED = ':expired';
/** Nothing of a preview leads anywhere. */
const NOWHERE = '#';

/** What a preview is wanted of. */
export const previewSchema = z.object({
  data: z.unknown().describe('as a task would give it'),
  lang: plain(60).optional().describe('`Lang` of the device'),
  screen: plain(60).optional().describe('key of a screen; the first by default'),
  problems: z.boolean().default(false).describe('as it looks when it was sent empty'),
});
export type WantedPreview = z.infer<typeof previewSchema>;

/** Its screens, in the order in which a person sees them. @throws Problem 422 naming the field */
export function describePreview(name: string, { data, lang }: WantedPreview): object {
  const { page, language } = pageOf(name, data, lang);
  return {
    lang: language.tag,
    screens: [
      ...page.questions.map(({ key, heading }) => ({
        key,
        kind: 'question',
        title: inLanguage(heading, language).text,
      })),
      { key: THANKS, kind: 'notice', title: language.words.thanks.title },
      { key: EXPIRED, kind: 'notice', title: language.words.expired.title },
    ],
  };
}

/** A screen as HTML. @throws Problem 422 naming the field */
export function renderPreview(name: string, { data, lang, screen, problems }: WantedPreview): string {
  const { page, language } = pageOf(name, data, lang);
  const { words } = language;
  const sender = inLanguage(page.frame.sender ?? words.senderUnnamed, language);
  if (screen === THANKS) {
    const text =
      page.frame.thanks === undefined ? { text: words.thanks.text } : inLanguage(page.frame.thanks, language);
    return renderPage(
      createElement(NoticeView, { language, sender, kind: 'done', title: words.thanks.title, text }),
    );
  }
  if (screen === EXPIRED) {
    const { title, text } = words.expired;
    return renderPage(createElement(NoticeView, { language, sender, kind: 'note', title, text: { text } }));
  }
  const index = screen === undefined ? 0 : page.questions.findIndex(({ key }) => key === screen);
  const question = page.questions[index];
  if (!question)
    throw new Problem(422, {
      code: 'screen-unknown',
      field: 'screen',
      detail: `the page has no screen "${screen ?? ''}"`,
    });
  const empty = problems ? readQuestion(question, new Map(), language) : undefined;
  return renderPage(
    createElement(QuestionView, {
      language,
      sender,
      question,
      number: index + 1,
      count: page.questions.length,
      values: new Map(),
      errors: empty && !empty.ok ? empty.errors : [],
      action: NOWHERE,
      back: index > 0 ? NOWHERE : undefined,
      footer: [words.forDevice('IMEI:490154203237518')],
    }),
  );
}

function pageOf(
  name: string,
  data: unknown,
  lang: string | undefined,
): { page: FilledPage; language: Language } {
  return { page: fillPage(name, checkPageData(name, data)), language: chooseLanguage(lang, undefined) };
}
