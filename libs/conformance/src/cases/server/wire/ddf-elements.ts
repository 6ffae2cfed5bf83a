import type { Checker, ConformanceCase } from '../../../case.js';
import type { DescribedNode, DescribedTree, ServerSubject } from '../../../subjects.js';
import { serverCase } from '../server-case.js';

/** One element of a description: what is written, and what must be understood of it. */
export interface DdfElement {
  readonly item: string;
  readonly name: string;
  readonly xml: string;
  /** `child`: the first node below the first root. */
  readonly judge: (tree: DescribedTree, child: DescribedNode | undefined, check: Checker) => void;
}

/** A case for an element: a description with it is taken, and what it says is understood. */
export function elementCase({ item, name, xml, judge }: DdfElement): ConformanceCase<ServerSubject> {
  return serverCase({
    item,
    clause: 'TS 6.4',
    title: `${name} of a device description is understood`,
    needs: ['describe'],
    async run(subject, check) {
      const tree = await subject.describe(xml);
      check.must(tree !== undefined, 'the description is taken', xml);
      // An element that need not be supported should not be lost all the same.
      const understood: Checker = item.endsWith('O')
        ? { ...check, must: (...said) => check.should(...said) }
        : check;
      if (tree) judge(tree, tree.nodes[0]?.nodes[0], understood);
    },
  });
}
