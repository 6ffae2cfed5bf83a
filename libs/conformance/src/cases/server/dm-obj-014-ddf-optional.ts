import { same } from './server-case.js';
import { elementCase, type DdfElement } from './wire/ddf-elements.js';
import { ddf, ddfNode, leaf, root } from './wire/ddf.js';

/** What a server may understand of a description (TS 6.4). */
const ELEMENTS: readonly DdfElement[] = [
  {
    item: 'DM-OBJ-014-S-O',
    name: 'Man',
    xml: ddf(root(''), '<VerDTD>1.3</VerDTD><Man>A &amp; B</Man>'),
    judge: ({ man }, _child, check) => check.must(man === 'A & B', 'the manufacturer is understood', man),
  },
  {
    item: 'DM-OBJ-015-S-O',
    name: 'Mod',
    xml: ddf(root(''), '<VerDTD>1.3</VerDTD><Man>A</Man><Mod>Model 7</Mod>'),
    judge: ({ mod }, _child, check) => check.must(mod === 'Model 7', 'the model is understood', mod),
  },
  {
    item: 'DM-OBJ-018-S-O',
    name: 'Path',
    xml: ddf(root('', { more: '<Path>./Vendor</Path>' })),
    judge: ({ nodes }, _child, check) =>
      check.must(nodes[0]?.path === './Vendor', 'where the node lies is understood', nodes[0]),
  },
  {
    item: 'DM-OBJ-019-S-O',
    name: 'Value',
    xml: ddf(
      root(
        `<Node><NodeName>Leaf</NodeName><DFProperties>${leaf('chr')}</DFProperties><Value>seven</Value></Node>`,
      ),
    ),
    judge: (_tree, child, check) =>
      check.must(
        child?.defaultValue === 'seven',
        'it is the default of nodes made by the description',
        child,
      ),
  },
  {
    item: 'DM-OBJ-021-S-O',
    name: 'MIME',
    xml: ddf(root(ddfNode('Leaf', leaf('chr', '<DFType><MIME>text/plain</MIME></DFType>')))),
    judge: (_tree, child, check) =>
      check.must(same(child?.mime, ['text/plain']), 'the media type is understood', child?.mime),
  },
  {
    item: 'DM-OBJ-025-S-O',
    name: 'DefaultValue',
    xml: ddf(root(ddfNode('Leaf', leaf('chr', '<DefaultValue> a &lt; b </DefaultValue>')))),
    judge: (_tree, child, check) =>
      check.must(child?.defaultValue?.trim() === 'a < b', 'the value is understood', child?.defaultValue),
  },
  {
    item: 'DM-OBJ-026-S-O',
    name: 'Description',
    xml: ddf(root(ddfNode('Leaf', leaf('chr', '<Description><![CDATA[For a <person>]]></Description>')))),
    judge: (_tree, child, check) =>
      check.must(child?.description === 'For a <person>', 'the text is understood', child?.description),
  },
  {
    item: 'DM-OBJ-027-S-O',
    name: 'DFFormat',
    xml: ddf(root(ddfNode('Leaf', '<AccessType><Get/></AccessType><DFFormat><float></float></DFFormat>'))),
    judge: (_tree, child, check) =>
      check.must(child?.format === 'float', 'the format is understood', child?.format),
  },
  {
    item: 'DM-OBJ-028-S-O',
    name: 'Occurrence',
    xml: ddf(
      root(
        [
          '',
          '<One/>',
          '<ZeroOrOne/>',
          '<ZeroOrMore/>',
          '<OneOrMore/>',
          '<ZeroOrN>4</ZeroOrN>',
          '<OneOrN>5</OneOrN>',
        ]
          .map((kind, i) => ddfNode(`N${i}`, leaf('chr', kind && `<Occurrence>${kind}</Occurrence>`)))
          .join(''),
      ),
    ),
    judge: ({ nodes }, _child, check) =>
      check.must(
        same(
          nodes[0]?.nodes.map(({ occurrence }) => occurrence),
          [
            { kind: 'One' },
            { kind: 'One' },
            { kind: 'ZeroOrOne' },
            { kind: 'ZeroOrMore' },
            { kind: 'OneOrMore' },
            { kind: 'ZeroOrN', n: 4 },
            { kind: 'OneOrN', n: 5 },
          ],
        ),
        'each is understood; without it a node occurs exactly once',
        nodes[0]?.nodes.map(({ occurrence }) => occurrence),
      ),
  },
  {
    item: 'DM-OBJ-029-S-O',
    name: 'Scope',
    xml: ddf(
      root(
        ['', '<Permanent/>', '<Dynamic/>']
          .map((scope, i) => ddfNode(`N${i}`, leaf('chr', scope && `<Scope>${scope}</Scope>`)))
          .join(''),
      ),
    ),
    judge: ({ nodes }, _child, check) =>
      check.must(
        same(
          nodes[0]?.nodes.map(({ scope }) => scope),
          ['Dynamic', 'Permanent', 'Dynamic'],
        ),
        'it is understood; without it a node is dynamic',
        nodes[0]?.nodes.map(({ scope }) => scope),
        'TS 6.3.1.2',
      ),
  },
  {
    item: 'DM-OBJ-030-S-O',
    name: 'DFTitle',
    xml: ddf(root(ddfNode('Leaf', leaf('chr', '<DFTitle>Ein Titel: ä</DFTitle>')))),
    judge: (_tree, child, check) =>
      check.must(child?.title === 'Ein Titel: ä', 'the name for people is understood', child?.title),
  },
  {
    item: 'DM-OBJ-031-S-O',
    name: 'DFType',
    xml: ddf(
      root(
        ddfNode('Leaf', leaf('chr', '<DFType><MIME>text/xml</MIME><MIME>text/plain</MIME></DFType>')) +
          `<Node><NodeName>Inner</NodeName><DFProperties>${leaf('node', '<DFType><DDFName/></DFType>')}</DFProperties></Node>`,
      ),
    ),
    judge: ({ nodes }, child, check) => {
      check.must(
        same(child?.mime, ['text/xml', 'text/plain']),
        'of a leaf it holds media types',
        child?.mime,
      );
      check.must(
        !nodes[0]?.nodes[1]?.ddfName,
        'of an interior node it may be empty',
        nodes[0]?.nodes[1]?.ddfName,
      );
    },
  },
  {
    item: 'DM-OBJ-032-S-O',
    name: 'CaseSense',
    xml: ddf(
      root(
        ['', '<CS/>', '<CIS/>']
          .map((sense, i) => ddfNode(`N${i}`, leaf('node', sense && `<CaseSense>${sense}</CaseSense>`)))
          .join(''),
      ),
    ),
    judge: ({ nodes }, _child, check) =>
      check.must(
        same(
          nodes[0]?.nodes.map(({ caseSensitive }) => caseSensitive),
          [true, true, false],
        ),
        'it is understood; without it names differ by case',
        nodes[0]?.nodes.map(({ caseSensitive }) => caseSensitive),
      ),
  },
];

export const cases = ELEMENTS.map(elementCase);
