import { isDeepStrictEqual } from 'node:util';
import type { Answers } from '../database/entities/ui-session.entity.js';

/** Where a UI session stands. */
export interface Progress {
  /** The question that is due, from 0. */
  readonly screen: number;
  readonly answers: Answers;
}

export interface TakenAnswer {
  readonly progress: Progress;
  /** Whether it says anything that was not said before; a form sent twice does not. */
  readonly isNew: boolean;
  readonly isFinished: boolean;
}

/**
 * What an answer to the question with that index does. A later answer to an earlier question replaces the first one; nobody skips a question.
 * The last question ends it.
 */
export function takeAnswer(
  before: Progress,
  question: { readonly index: number; readonly count: number; readonly names: readonly string[] },
  given: Answers,
): TakenAnswer {
  const { index, count, names } = question;
  if (index > before.screen) return { progress: before, isNew: false, isFinished: false };
  const others = Object.entries(before.answers).filter(([name]) => !names.includes(name));
  const answers = { ...Object.fromEntries(others), ...given };
  const isNew = index === before.screen || !isDeepStrictEqual(answers, before.answers);
  return {
    progress: { screen: Math.max(before.screen, index + 1), answers },
    isNew,
    isFinished: index === count - 1,
  };
}
