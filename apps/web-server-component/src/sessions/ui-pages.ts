import { Inject, Injectable } from '@nestjs/common';
import { createElement } from 'react';
import { hasExpired, isOver, type UiSession } from '../database/entities/ui-session.entity.js';
import { chooseLanguage, inLanguage, type Language, type Shown } from '../language/language.js';
import { answerInWords, formOf, parseForm, readQuestion } from '../pages/page.js';
import type { FieldError, FormValues } from '../pages/page.js';
import { fillPage, type FilledPage } from '../pages/pages.js';
import { RUNTIME, type Runtime } from '../tokens.js';
import { NoticeView, type NoticeViewProps } from '../views/notice-view.js';
import { QuestionView } from '../views/question-view.js';
import { renderPage } from '../views/render.js';
import { UiSessions } from './ui-sessions.js';

/** An access to a page. */
export interface Visit {
  readonly token: string;
  /** A question of the page; without it the one a person has come to. */
  readonly key: string | undefined;
  readonly acceptLanguage: string | undefined;
  /** Whether a person may be looking, rather than a program that looks ahead. */
  readonly isSeen: boolean;
}

/** What is answered; a `location` is where the browser goes on. */
export interface PageAnswer {
  readonly status: number;
  /** None if the address belongs to no UI session. */
  readonly uiSessionId?: string;
  readonly html?: string;
  readonly location?: string;
}

/** A UI session as it is shown. */
interface Showing {
  readonly session: UiSession;
  readonly page: FilledPage;
  readonly language: Language;
  readonly sender: Shown;
}

/** The pages of UI sessions (step 4.2): which one is shown, and what an answer does. */
@Injectable()
export class UiPages {
  constructor(
    @Inject(UiSessions) private readonly sessions: UiSessions,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  async show(visit: Visit): Promise<PageAnswer> {
    const showing = await this.find(visit);
    if (!showing) return unknown(visit);
    const over = await this.over(showing);
    if (over) return over;
    const { session, page } = showing;
    const index = indexOf(showing, visit);
    if (index === undefined) return unknown(visit, session);
    if (index > session.screen) return this.redirect(session, page.questions[session.screen]?.key);
    if (visit.isSeen) await this.sessions.opened(session);
    const question = page.questions[index];
    return this.question(showing, index, question ? formOf(question, session.answers) : new Map(), []);
  }

  async answer(visit: Visit, body: string): Promise<PageAnswer> {
    const showing = await this.find(visit);
    if (!showing) return unknown(visit);
    const { session, page, language } = showing;
    if (session.state === 'finished') return this.redirect(session);
    const over = await this.over(showing);
    if (over) return over;
    const index = indexOf(showing, visit);
    const question = index === undefined ? undefined : page.questions[index];
    if (index === undefined || !question) return unknown(visit, session);
    if (index > session.screen) return this.redirect(session, page.questions[session.screen]?.key);
    const values = parseForm(body);
    const read = readQuestion(question, values, language);
    if (!read.ok) return this.question(showing, index, values, read.errors);
    await this.sessions.answer(session, page.questions, index, read.answers);
    return this.redirect(session, page.questions[index + 1]?.key);
  }

  /** A page for a request that can't be read at all. */
  failed(visit: Visit, status: number): PageAnswer {
    const language = chooseLanguage(undefined, visit.acceptLanguage);
    const { title, text } = language.words.failed;
    return notice(language, { status }, { title, text: { text } });
  }

  private async find(visit: Visit): Promise<Showing | undefined> {
    const session = await this.sessions.byToken(visit.token);
    if (!session) return undefined;
    const language = chooseLanguage(session.lang, visit.acceptLanguage);
    const page = fillPage(session.page, session.data);
    const sender = inLanguage(page.frame.sender ?? language.words.senderUnnamed, language);
    return { session, page, language, sender };
  }

  /** Thank you, or expired. */
  private async over({ session, page, language, sender }: Showing): Promise<PageAnswer | undefined> {
    const { words } = language;
    if (session.state === 'finished') {
      const { title, text, answer } = words.thanks;
      return notice(
        language,
        { status: 200, uiSessionId: session.id },
        {
          sender,
          kind: 'done',
          title,
          text: page.frame.thanks === undefined ? { text } : inLanguage(page.frame.thanks, language),
          recap: recapOf(session, page, language, answer),
        },
      );
    }
    if (!isOver(session) && !hasExpired(session)) return undefined;
    // The job that ends it may be a little late.
    await this.sessions.expireOne(session.id);
    const { title, text } = words.expired;
    return notice(language, { status: 410, uiSessionId: session.id }, { sender, title, text: { text } });
  }

  private question(
    { session, page, language, sender }: Showing,
    index: number,
    values: FormValues,
    errors: readonly FieldError[],
  ): PageAnswer {
    const question = page.questions[index];
    if (!question) throw new Error(`UI session ${session.id} has no question ${index}`);
    const before = page.questions[index - 1];
    const view = createElement(QuestionView, {
      language,
      sender,
      question,
      number: index + 1,
      count: page.questions.length,
      values,
      errors,
      action: this.path(session, question.key),
      back: before && this.path(session, before.key),
      footer: footerOf(session, language),
    });
    return { status: errors.length > 0 ? 422 : 200, uiSessionId: session.id, html: renderPage(view) };
  }

  private redirect(session: UiSession, key?: string): PageAnswer {
    return { status: 303, uiSessionId: session.id, location: this.path(session, key) };
  }

  /** A path from the origin; the public URL may have one of its own. */
  private path({ token }: UiSession, key?: string): string {
    const base = new URL(this.runtime.publicUrl()).pathname.replace(/\/+$/, '');
    return `${base}/ui/${token}${key === undefined ? '' : `/${key}`}`;
  }
}

/** The question that is asked for, by its key or as the one that is due. */
function indexOf({ session, page }: Showing, { key }: Visit): number | undefined {
  const index = key === undefined ? session.screen : page.questions.findIndex((one) => one.key === key);
  return page.questions[index] ? index : undefined;
}

function notice(
  language: Language,
  answer: { readonly status: number; readonly uiSessionId?: string },
  view: Omit<NoticeViewProps, 'language' | 'sender' | 'kind'> & Partial<NoticeViewProps>,
): PageAnswer {
  const sender = { text: language.words.senderUnnamed };
  return {
    ...answer,
    html: renderPage(createElement(NoticeView, { sender, kind: 'note', ...view, language })),
  };
}

function unknown(visit: Visit, session?: UiSession): PageAnswer {
  const language = chooseLanguage(session?.lang, visit.acceptLanguage);
  const { title, text } = language.words.unknown;
  return notice(
    language,
    { status: 404, ...(session ? { uiSessionId: session.id } : {}) },
    { title, text: { text } },
  );
}

/** What was asked and answered, where that is one thing. */
function recapOf(session: UiSession, page: FilledPage, language: Language, label: string) {
  const [question, ...more] = page.questions;
  if (!question || more.length > 0) return undefined;
  const answer = answerInWords(question, session.answers, language);
  return answer && { label, question: inLanguage(question.heading, language), answer };
}

function footerOf({ devId, expiresAt }: UiSession, { locale, words }: Language): string[] {
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return [words.forDevice(devId), words.answerBy(`${time.format(expiresAt)} UTC`)];
}
