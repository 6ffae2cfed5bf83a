import type { DescribedNode } from '../../subjects.js';
import { same, serverCase } from './server-case.js';
import { elementCase, type DdfElement } from './wire/ddf-elements.js';
import { ddf, ddfNode, FORMATS, leaf, root } from './wire/ddf.js';

/** What every server understands of a description (TS 6.4). */
const ELEMENTS: readonly DdfElement[] = [
  {
    item: 'DM-OBJ-012-S-M',
    name: 'MgmtTree',
    xml: ddf(
      root(ddfNode('Leaf', leaf('chr'))) +
        root('', { name: 'Second', moid: 'urn:conformance:mo:second:1.0' }),
    ),
    judge: ({ nodes }, _child, check) =>
      check.must(
        same(
          nodes.map(({ name }) => name),
          ['Root', 'Second'],
        ),
        'it holds one description for each root',
        nodes.map(({ name }) => name),
      ),
  },
  {
    item: 'DM-OBJ-013-S-M',
    name: 'VerDTD',
    xml: ddf(root(''), '<VerDTD> 1.3 </VerDTD>'),
    judge: ({ verDTD }, _child, check) => check.must(verDTD === '1.3', 'the version is understood', verDTD),
  },
  {
    item: 'DM-OBJ-016-S-M',
    name: 'Node',
    xml: ddf(root(ddfNode('A', leaf('chr')) + ddfNode('B', leaf('int')))),
    judge: ({ nodes }, _child, check) =>
      check.must(
        same(
          nodes[0]?.nodes.map(({ name }) => name),
          ['A', 'B'],
        ),
        'nodes lie in nodes, in their order',
        nodes[0]?.nodes.map(({ name }) => name),
      ),
  },
  {
    item: 'DM-OBJ-017-S-M',
    name: 'NodeName',
    xml: ddf(
      root(
        `${ddfNode('Named', leaf('chr'))}<Node><NodeName/><DFProperties>${leaf('chr')}</DFProperties></Node>`,
      ),
    ),
    judge: ({ nodes }, child, check) => {
      check.must(child?.name === 'Named', 'the name is understood', child);
      check.must(
        nodes[0]?.nodes[1] !== undefined && !nodes[0].nodes[1].name,
        'an empty one is an un-named node',
        nodes[0]?.nodes[1],
        'TS 6.3.1.3',
      );
    },
  },
  {
    item: 'DM-OBJ-020-S-M',
    name: 'every format',
    xml: ddf(root(FORMATS.map((format) => ddfNode(`A${format}`, leaf(format))).join(''))),
    judge: ({ nodes }, _child, check) => {
      for (const [i, format] of FORMATS.entries())
        check.must(
          nodes[0]?.nodes[i]?.format === format,
          `${format} is understood`,
          nodes[0]?.nodes[i]?.format,
        );
    },
  },
  {
    item: 'DM-OBJ-022-S-M',
    name: 'DDFName',
    xml: ddf(root('')),
    judge: ({ nodes }, _child, check) =>
      check.must(
        nodes[0]?.ddfName === 'urn:conformance:mo:described:1.0',
        'on a root it is the MOID',
        nodes[0]?.ddfName,
      ),
  },
  {
    item: 'DM-OBJ-023-S-M',
    name: 'DFProperties',
    xml: ddf(
      root(
        `<Node><NodeName>Leaf</NodeName><RTProperties><ACL/><Format><bin/></Format><Type><MIME>text/html</MIME></Type></RTProperties><DFProperties>${leaf('int')}</DFProperties></Node>`,
      ),
    ),
    judge: (_tree, child, check) => {
      check.must(child?.format === 'int', 'it describes the node', child);
      check.must(same(child?.mime, []), 'RTProperties is passed over', child);
    },
  },
  {
    item: 'DM-OBJ-024-S-M',
    name: 'AccessType',
    xml: ddf(
      root(
        ddfNode(
          'Leaf',
          '<AccessType><Add/><Delete/><Exec/><Get/><Replace/></AccessType><DFFormat><chr/></DFFormat>',
        ) + ddfNode('Other', '<AccessType><Exec/></AccessType><DFFormat><null/></DFFormat>'),
      ),
    ),
    judge: ({ nodes }, child, check) => {
      const sorted = (node: DescribedNode | undefined) => [...(node?.accessTypes ?? [])].sort();
      check.must(
        same(sorted(child), ['Add', 'Delete', 'Exec', 'Get', 'Replace']),
        'each access type is understood',
        child?.accessTypes,
      );
      check.must(
        same(sorted(nodes[0]?.nodes[1]), ['Exec']),
        'what is not named is not allowed',
        nodes[0]?.nodes[1]?.accessTypes,
      );
    },
  },
];

/** Descriptions that can't be used, and the item that says why. */
const WRONG: readonly (readonly [item: string, what: string, xml: string])[] = [
  ['DM-OBJ-012-S-M', 'another root element', `<Tree><VerDTD>1.3</VerDTD>${root('')}</Tree>`],
  ['DM-OBJ-012-S-M', 'no end', `<MgmtTree><VerDTD>1.3</VerDTD>${root('')}`],
  ['DM-OBJ-013-S-M', 'no VerDTD', ddf(root(''), '')],
  [
    'DM-OBJ-017-S-M',
    'a node without NodeName',
    ddf(root(`<Node><DFProperties>${leaf('chr')}</DFProperties></Node>`)),
  ],
  ['DM-OBJ-020-S-M', 'an unknown format', ddf(root(ddfNode('Leaf', leaf('double'))))],
  [
    'DM-OBJ-024-S-M',
    'an unknown access type',
    ddf(root(ddfNode('Leaf', '<AccessType><Read/></AccessType><DFFormat><chr/></DFFormat>'))),
  ],
];

export const cases = [
  ...ELEMENTS.map(elementCase),
  ...WRONG.map(([item, what, xml]) =>
    serverCase({
      item,
      clause: 'TS 6.4',
      title: `A device description with ${what} is refused`,
      negative: true,
      needs: ['describe'],
      async run(subject, check) {
        const tree = await subject.describe(xml);
        check.must(tree === undefined, 'it is refused', tree);
      },
    }),
  ),
];
