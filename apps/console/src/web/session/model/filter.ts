import type { Arrow, Diagram } from './arrow.js';
import { statusWords } from './exchanges.js';
import { statusesOf, textOf } from './package-content.js';
import { bandsAmong, rowsOf } from './diagram.js';

/** What a person may want to see or not. */
export const CATEGORIES = ['packages', 'ui', 'repository', 'notifications'] as const;
export type Category = (typeof CATEGORIES)[number];

/** What is shown of a session; it is part of the address. */
export interface Filter {
  /** Words that must all be in an arrow: names of commands, statuses, anything that it carries. */
  readonly text: string;
  /** Kinds of arrows that are left out. */
  readonly without: readonly Category[];
}

const CATEGORY: Readonly<Record<Arrow['kind'], Category>> = {
  notification: 'notifications',
  package: 'packages',
  refused: 'packages',
  browser: 'ui',
  page: 'ui',
  feedback: 'ui',
  transfer: 'repository',
};

/** The filter that search parameters stand for; what they can't mean is left out. */
export function filterOf({ q = '', without = '' }: { q?: string; without?: string }): Filter {
  const names = without.split(',');
  return { text: q, without: CATEGORIES.filter((category) => names.includes(category)) };
}

/** The search parameters of a filter. */
export function searchOf({ text, without }: Filter): { q?: string; without?: string } {
  return {
    ...(text === '' ? {} : { q: text }),
    ...(without.length === 0 ? {} : { without: without.join(',') }),
  };
}

/** How many arrows of each kind there are. */
export function countsOf(arrows: readonly Arrow[]): Record<Category, number> {
  const counts = { packages: 0, ui: 0, repository: 0, notifications: 0 };
  for (const { kind } of arrows) counts[CATEGORY[kind]] += 1;
  return counts;
}

/** The same session with the arrows that the filter lets through. */
export function filtered(diagram: Diagram, { text, without }: Filter): Diagram {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && without.length === 0) return diagram;
  const kept: number[] = [];
  diagram.arrows.forEach((arrow, i) => {
    if (without.includes(CATEGORY[arrow.kind])) return;
    const said = words.length === 0 ? '' : saidBy(arrow);
    if (words.every((word) => said.includes(word))) kept.push(i);
  });
  const arrows = kept.flatMap((i) => diagram.arrows[i] ?? []);
  return {
    ...diagram,
    arrows,
    rows: rowsOf(arrows, diagram.marks),
    bands: bandsAmong(diagram.bands, kept),
  };
}

const said = new WeakMap<Arrow, string>();

/** All that can be looked for in an arrow, in small letters. */
function saidBy(arrow: Arrow): string {
  let text = said.get(arrow);
  if (text === undefined) {
    text = textsOf(arrow).join('\n').toLowerCase();
    said.set(arrow, text);
  }
  return text;
}

function textsOf({ step, label, package: logged, notification, event }: Arrow): string[] {
  return [
    step === undefined ? '' : `step ${step}`,
    label,
    ...(logged
      ? [
          `package#${logged.number}`,
          textOf(logged.body, logged.encoding),
          ...(logged.number === 3 ? statusesOf(logged).map(({ code }) => statusWords(code).name) : []),
          ...logged.remarks.map(({ clause, text }) => `${clause} ${text}`),
        ]
      : []),
    ...(notification ? [notification.state, String(notification.notificationId)] : []),
    ...(event ? [event.type, JSON.stringify(event.data)] : []),
  ];
}
