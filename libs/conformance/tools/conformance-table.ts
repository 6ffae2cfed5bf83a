import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import type { CaseResult } from '../src/case.js';
import { itemKey, items } from '../src/items.js';
import { coverage, unknownItems } from '../src/report/coverage.js';
import { reasons } from '../src/report/reasons.js';
import { conformanceTable } from '../src/report/table.js';

const [report = '', mode = '--check'] = process.argv.slice(2);
const page = fileURLToPath(new URL('../../../docs/conformance.md', import.meta.url));

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly meta?: { readonly conformance?: CaseResult } }[];
  }[];
}

const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
const results = testResults.flatMap(({ assertionResults }) =>
  assertionResults.flatMap(({ meta }) => meta?.conformance ?? []),
);
const covered = coverage(items, results);
const problems = [
  ...unknownItems(items, results).map((key) => `${key} is no conformance item`),
  ...covered
    .filter(
      ({ item, outcome }) => (outcome === 'untested' || outcome === 'skipped') && !reasons[itemKey(item)],
    )
    .map(({ item }) => `${itemKey(item)} (${item.title}) has neither a test nor a stated reason`),
  ...covered
    .filter(({ item, outcome }) => outcome !== 'untested' && reasons[itemKey(item)])
    .map(({ item }) => `${itemKey(item)} (${item.title}) has a test and a reason not to have one`),
];

const text = await format(
  `# Conformance

What our own DM Server and DM Client were seen to do, item by item (TS Appendix B). Made from the results of a run of the cases
in [libs/conformance](../libs/conformance), not from their titles: an item counts as tested by the checks that name it.
M is mandatory, O optional. \`npm run conformance\` makes it anew.

${conformanceTable(covered, reasons)}`,
  { parser: 'markdown', printWidth: 110 },
);
if (mode === '--write') writeFileSync(page, text);
else if (text !== readFileSync(page, 'utf8'))
  problems.push('docs/conformance.md is not what this run found: npm run conformance makes it anew');
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
