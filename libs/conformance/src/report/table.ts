import type { ItemCoverage } from './coverage.js';
import { itemKey } from '../items.js';

const SIDES = [
  ['client', 'DM Client'],
  ['server', 'DM Server'],
] as const;

const WORDS: Readonly<Record<ItemCoverage['outcome'], string>> = {
  passed: 'passed',
  warning: 'passed, with a SHOULD that does not hold',
  failed: '**failed**',
  error: '**could not be run**',
  skipped: 'skipped',
  untested: 'not tested',
};

/** The conformance table as Markdown: one row for each item, from what a run found. */
export function conformanceTable(
  covered: readonly ItemCoverage[],
  reasons: Readonly<Record<string, string>>,
): string {
  return SIDES.flatMap(([side, name]) => {
    const rows = covered.filter(({ item }) => item.side === side);
    return [
      `## ${name}`,
      '',
      summary(rows),
      '',
      '| Item | | What | TS | Result | By |',
      '| --- | --- | --- | --- | --- | --- |',
      ...rows.map((row) => tableRow(row, reasons)),
      '',
    ];
  }).join('\n');
}

function summary(rows: readonly ItemCoverage[]): string {
  const passed = rows.filter(({ outcome }) => outcome === 'passed' || outcome === 'warning').length;
  const untested = rows.filter(({ outcome }) => outcome === 'untested' || outcome === 'skipped').length;
  const rest = rows.length - passed - untested;
  return `${rows.length} items: ${passed} passed, ${rest} failed, ${untested} not tested.`;
}

function tableRow(
  { item, outcome, evidence }: ItemCoverage,
  reasons: Readonly<Record<string, string>>,
): string {
  const by = evidence.map(({ title, checks }) => `${title} (${counted(checks.length)})`).join('<br>');
  const reason = reasons[itemKey(item)];
  const cells = [
    `\`${item.id}\``,
    item.requirement,
    item.title,
    item.section,
    WORDS[outcome],
    outcome === 'untested' ? (reason ?? '**no reason given**') : by,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function counted(checks: number): string {
  return checks === 1 ? '1 check' : `${checks} checks`;
}
