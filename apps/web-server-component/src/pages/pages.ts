import { Problem } from '@dm2/service';
import { z } from 'zod';
import type { Localized } from '../language/language.js';
import { choice } from './choice.js';
import { consent } from './consent.js';
import { form } from './form.js';
import { message } from './message.js';
import type { Page, Question } from './page.js';

/** Every kind of page. To add one, define it in a file of its own and name it here. */
const PAGES: readonly Page[] = [consent, choice, form, message];

/** What every page's data may have. */
export interface PageFrame {
  readonly title?: Localized;
  readonly sender?: Localized;
  readonly thanks?: Localized;
}

/** A page with its data: what a person sees. */
export interface FilledPage {
  readonly frame: PageFrame;
  readonly questions: readonly Question[];
}

/** The pages with the schemas of their data and answers, as the API lists them. */
export function describePages(): object[] {
  return PAGES.map(({ name, description, data, answers, example }) => ({
    name,
    description,
    data: { ...z.toJSONSchema(data, { io: 'input' }), examples: [example] },
    answers: z.toJSONSchema(answers),
  }));
}

/**
 * Data of a page as it is stored: checked, defaults filled in, unknown members left out.
 * @throws Problem 422 naming the field
 */
export function checkPageData(name: string, data: unknown): object {
  const page = PAGES.find((one) => one.name === name);
  if (!page)
    throw new Problem(422, {
      code: 'page-unknown',
      field: 'page',
      detail: `there is no page "${name}"; there are ${PAGES.map((one) => one.name).join(', ')}`,
    });
  const parsed = page.data.safeParse(data);
  if (parsed.success) return parsed.data as object;
  const errors = parsed.error.issues.flatMap(issuesOf).map(({ path, message: detail }) => ({
    field: ['data', ...path].join('/'),
    detail,
  }));
  const [first] = errors;
  throw new Problem(422, {
    code: 'page-data-invalid',
    field: first?.field ?? 'data',
    detail: `the data of page "${name}" are not valid: ${first?.field ?? 'data'}: ${first?.detail ?? ''}`,
    errors,
  });
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Of a union, the branch that came furthest says what is wrong. */
function issuesOf(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const depth = (branch: readonly z.core.$ZodIssue[]) =>
    Math.max(0, ...branch.map(({ code, path }) => path.length * 2 + (code === 'invalid_type' ? 0 : 1)));
  const best = issue.errors.reduce((a, b) => (depth(b) > depth(a) ? b : a));
  return best
    .flatMap(issuesOf)
    .map(({ path, message: text }) => ({ path: [...issue.path, ...path], message: text }));
}

/** Stored data as a page. */
export function fillPage(name: string, data: object): FilledPage {
  const page = PAGES.find((one) => one.name === name);
  if (!page) throw new Error(`a stored UI session has the page "${name}", which is not known`);
  return { frame: data, questions: page.questions(data) };
}
