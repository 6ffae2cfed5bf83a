import type { TaskStep } from '@dm2/server-engine';

/** A list with one of its items replaced. */
export function replaced<T>(list: readonly T[], index: number, item: T): T[] {
  return list.map((each, i) => (i === index ? item : each));
}

export function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_each, i) => i !== index);
}

/** A list with one of its items moved up (-1) or down (1); the ends are the ends. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const other = index + by;
  const [a, b] = [list[index], list[other]];
  if (a === undefined || b === undefined) return [...list];
  return list.map((each, i) => (i === index ? b : i === other ? a : each));
}

/** An object with a member set, or taken away by `undefined`. */
export function withMember<T extends object, K extends keyof T>(
  object: T,
  name: K,
  value: T[K] | undefined,
): T {
  const { [name]: _before, ...rest } = object;
  return (value === undefined ? rest : { ...object, [name]: value }) as T;
}

/** The names under which the steps before speak of their pages. */
export function shownBefore(steps: readonly TaskStep[], index: number): string[] {
  return steps.slice(0, index).flatMap(({ show }) => (show ? [show.as] : []));
}
