import { outcomeOf, type CaseResult, type Check } from '../case.js';
import { itemKey, type ConformanceItem } from '../items.js';

/** What one case says of one item. */
export interface ItemEvidence {
  readonly title: string;
  readonly outcome: CaseResult['outcome'];
  /** The checks that are about the item. */
  readonly checks: readonly Check[];
}

/** What a run says of an item; `untested`: no case looked at it. */
export interface ItemCoverage {
  readonly item: ConformanceItem;
  readonly outcome: CaseResult['outcome'] | 'untested';
  readonly evidence: readonly ItemEvidence[];
}

const WORST: readonly CaseResult['outcome'][] = ['error', 'failed', 'warning', 'passed', 'skipped'];

/**
 * What the results of a run say of each item. An item is covered by the checks that name it, never by a title; a case that could
 * not be run counts against its own item; one that was skipped only tells why nothing else is known of it.
 */
export function coverage(items: readonly ConformanceItem[], results: readonly CaseResult[]): ItemCoverage[] {
  const found = new Map<string, ItemEvidence[]>();
  const add = (side: string, id: string, evidence: ItemEvidence): void => {
    const key = itemKey({ id, side });
    found.set(key, [...(found.get(key) ?? []), evidence]);
  };
  for (const result of results) {
    const { side, title } = result;
    if (result.outcome === 'error' || result.outcome === 'skipped')
      add(side, result.item, { title, outcome: result.outcome, checks: result.checks });
    for (const [id, checks] of byItem(result.checks))
      add(side, id, { title, outcome: outcomeOf(checks), checks });
  }
  return items.map((item) => {
    const evidence = found.get(itemKey(item)) ?? [];
    const outcome = WORST.find((one) => evidence.some((each) => each.outcome === one)) ?? 'untested';
    return { item, outcome, evidence };
  });
}

function byItem(checks: readonly Check[]): Map<string, Check[]> {
  const groups = new Map<string, Check[]>();
  for (const check of checks) groups.set(check.item, [...(groups.get(check.item) ?? []), check]);
  return groups;
}

/** Items that results name and that do not exist on that side: a slip in a case. */
export function unknownItems(items: readonly ConformanceItem[], results: readonly CaseResult[]): string[] {
  const known = new Set(items.map(itemKey));
  const named = results.flatMap(({ side, item, checks }) =>
    [item, ...checks.map((check) => check.item)].map((id) => itemKey({ id, side })),
  );
  return [...new Set(named.filter((key) => !known.has(key)))];
}
