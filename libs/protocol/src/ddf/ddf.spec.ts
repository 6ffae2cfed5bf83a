import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACCESS_TYPES,
  ddfChild,
  ddfNodeAt,
  ddfObjects,
  FORMATS,
  formatDdf,
  OCCURRENCES,
  parseDdf,
  parseDdfWithRemarks,
  ProtocolError,
  STANDARD_DDFS,
  walkDdf,
  type Ddf,
  type DdfNode,
} from '../index.js';

const tree = (...nodes: string[]) => `<MgmtTree><VerDTD>1.2</VerDTD>${nodes.join('')}</MgmtTree>`;
const node = (name: string, properties = '', below = '') =>
  `<Node><NodeName>${name}</NodeName><DFProperties><AccessType><Get/></AccessType>${properties}</DFProperties>${below}</Node>`;
const leaf = (name: string, properties = '') => node(name, `<DFFormat><chr/></DFFormat>${properties}`);
const interior = (name: string, below: string, properties = '') =>
  node(name, `<DFFormat><node/></DFFormat>${properties}`, below);
const root = (xml: string): DdfNode => {
  const [first] = parseDdf(xml).roots;
  if (!first) throw new Error('no root');
  return first;
};
const failure = (xml: string) => {
  try {
    parseDdf(xml);
  } catch (error) {
    return error as ProtocolError;
  }
  return undefined;
};

describe('the elements of a description (TS 6.4)', () => {
  it('are MgmtTree, VerDTD, Man, Mod, Node and NodeName', () => {
    const xml = `<?xml version="1.0"?><MgmtTree><VerDTD> 1.2 </VerDTD><Man>M &amp; N</Man><Mod><![CDATA[<Z>]]></Mod>${leaf('A')}${leaf('B')}</MgmtTree>`;
    expect(parseDdf(xml)).toMatchObject({
      verDtd: '1.2',
      man: 'M & N',
      mod: '<Z>',
      roots: [{ name: 'A' }, { name: 'B' }],
    });
  });

  it('are Path and Value', () => {
    const xml = tree(
      leaf('A')
        .replace('</NodeName>', '</NodeName><Path>./Vendor</Path>')
        .replace('</Node>', '<Value> v </Value></Node>'),
    );
    expect(root(xml)).toMatchObject({ path: './Vendor', value: ' v ' });
  });

  it('are DFProperties with all that is in it', () => {
    const properties = [
      '<AccessType><Add/><Copy/><Delete/><Exec/><Get/><Replace/></AccessType>',
      '<DefaultValue>d</DefaultValue><Description>what it is</Description><DFFormat><chr/></DFFormat>',
      '<Occurrence><ZeroOrN>7</ZeroOrN></Occurrence><Scope><Permanent/></Scope><DFTitle>title</DFTitle>',
      '<DFType><MIME>text/plain</MIME><MIME>text/html</MIME></DFType><CaseSense><CIS/></CaseSense>',
    ].join('');
    expect(
      root(tree(`<Node><NodeName>A</NodeName><DFProperties>${properties}</DFProperties></Node>`)),
    ).toEqual({
      name: 'A',
      access: new Set(ACCESS_TYPES),
      defaultValue: 'd',
      description: 'what it is',
      format: 'chr',
      occurrence: { kind: 'ZeroOrN', n: 7 },
      scope: 'Permanent',
      title: 'title',
      mime: ['text/plain', 'text/html'],
      caseSensitive: false,
      children: [],
    });
  });

  it('are DDFName, which on a root is the MOID', () => {
    const named = (moid: string) => leaf('A', `<DFType><DDFName>${moid}</DDFName></DFType>`);
    const ddf = parseDdf(tree(named('urn:a:1.0'), leaf('B'), named('urn:c:1.0').replace('>A<', '>C<')));
    expect([...ddfObjects(ddf).keys()]).toEqual(['urn:a:1.0', 'urn:c:1.0']);
    expect(ddfObjects(ddf).get('urn:c:1.0')).toBe(ddf.roots[2]);
  });

  it.each(FORMATS)('have the format %s', (format) => {
    expect(root(tree(node('A', `<DFFormat><${format}/></DFFormat>`))).format).toBe(format);
  });

  it.each(OCCURRENCES)('have the occurrence %s', (kind) => {
    const n = kind.endsWith('OrN') ? { n: 65_536 } : {};
    const xml = tree(leaf('A', `<Occurrence><${kind}>${n.n ?? ''}</${kind}></Occurrence>`));
    expect(root(xml).occurrence).toEqual({ kind, ...n });
  });

  it('say exactly one without Occurrence, dynamic without Scope, and nothing allowed without access types', () => {
    expect(root(tree(leaf('A')))).toMatchObject({ occurrence: { kind: 'One' }, scope: 'Dynamic' });
    expect(root(tree(leaf('A').replace('<Get/>', ''))).access).toEqual(new Set());
  });

  it('are passed over if TS 6.4 does not use them', () => {
    const rt =
      '<RTProperties><ACL>Get=*</ACL><Format><int/></Format><Name>N</Name><Type><MIME>a/b</MIME></Type></RTProperties>';
    const xml = tree(leaf('A').replace('<DFProperties>', `${rt}<Vendor><Node/></Vendor><DFProperties>`));
    expect(parseDdfWithRemarks(xml)).toEqual({ ddf: parseDdf(tree(leaf('A'))), remarks: [] });
  });

  it('may have a prefix, comments, and a document type', () => {
    const plain = tree(leaf('A'));
    const doctype =
      '<!DOCTYPE MgmtTree PUBLIC "-//OMA//DTD-DM-DDF 1.2//EN" "http://www.example.com/dm_ddf-v1_2.dtd">';
    const prefixed = plain.replaceAll('</', '</d:').replace(/<(?!\/)/g, '<d:');
    expect(parseDdf(`${doctype}<!-- Status: Required -->${prefixed}`)).toEqual(parseDdf(plain));
  });
});

describe('un-named nodes (TS 6.3.1.3)', () => {
  it('have an empty NodeName', () => {
    expect(root(tree(leaf(''))).name).toBeUndefined();
    expect(root(tree(leaf('').replace('<NodeName></NodeName>', '<NodeName/>'))).name).toBeUndefined();
  });

  it.each([
    ['&lt;x&gt;', 'x'],
    ['&lt;MOID&gt;', 'MOID'],
    ['[AAuthLevel]', 'AAuthLevel'],
  ])('may have an informative name such as %s, which becomes the title, with a remark', (name, title) => {
    const { ddf, remarks } = parseDdfWithRemarks(tree(leaf(name)));
    expect(ddf.roots).toMatchObject([{ title }]);
    expect(ddf.roots[0]?.name).toBeUndefined();
    expect(remarks).toMatchObject([{ clause: 'TS 6.3.1.3' }]);
  });
});

describe('case sensitivity (TS 6.4)', () => {
  const cis = '<CaseSense><CIS/></CaseSense>';
  const cs = '<CaseSense><CS/></CaseSense>';
  const ddf = root(
    tree(
      interior(
        'A',
        interior('Loose', interior('Inner', leaf('Leaf')) + interior('Strict', leaf('Leaf'), cs), cis) +
          leaf('Exact'),
      ),
    ),
  );
  it.each([
    [['Exact'], true],
    [['exact'], false],
    [['LOOSE', 'inner', 'LEAF'], true],
    [['Loose', 'STRICT', 'Leaf'], true],
    [['Loose', 'Strict', 'LEAF'], false],
  ])('%j is described: %s', (path, described) => {
    expect(ddfNodeAt(ddf, path) !== undefined).toBe(described);
  });
  it('prefers the name that is the same in each letter, and a named node to an un-named one', () => {
    const two = root(tree(interior('A', leaf('') + leaf('b') + leaf('B'), cis)));
    expect(ddfChild(two, 'B')?.name).toBe('B');
    expect(ddfChild(two, 'b')?.name).toBe('b');
    expect(ddfChild(two, 'c')).toMatchObject({ children: [] });
    expect(ddfChild(two, 'c')?.name).toBeUndefined();
  });
});

describe('a deep tree that goes on elsewhere (DM TND 1.3, 10.5.1.7)', () => {
  const at = (path: string, xml: string) => xml.replace('</NodeName>', `</NodeName><Path>${path}</Path>`);

  it('is put together by Path', () => {
    const flat = tree(
      interior('Vendor', ''),
      at('Vendor', interior('ISP', '')),
      at('Vendor/ISP', interior('GWInfo', '')),
      at('./Vendor/ISP/GWInfo', leaf('GWName')),
    );
    expect(parseDdf(flat)).toEqual(
      parseDdf(tree(interior('Vendor', interior('ISP', interior('GWInfo', leaf('GWName')))))),
    );
  });

  it('keeps a Path that names no node of the description', () => {
    const { roots } = parseDdf(tree(at('...', leaf('A')), at('A', leaf('B'))));
    expect(roots).toMatchObject([
      { name: 'A', path: '...' },
      { name: 'B', path: 'A' },
    ]);
  });

  it('is refused where it continues below a leaf, twice, or without end', () => {
    expect(failure(tree(leaf('A'), at('A', leaf('B'))))?.message).toMatch(/<chr> is the format/);
    expect(failure(tree(interior('A', leaf('B')), at('A', leaf('B'))))?.message).toMatch(/sibling/);
    expect(failure(tree(at('A/'.repeat(200), leaf('B'))))?.message).toMatch(/segments/);
  });
});

describe('what is wrong with a description is named by line, element and clause', () => {
  it.each<[string, string, RegExp, string]>([
    ['', '', /not XML|empty/, 'TS 6.4'],
    ['<a>', '', /line 1: .*unclosed/, 'TS 6.4'],
    ['<Tree/>', 'MgmtTree', /line 1: <Tree>/, 'TS 6.4'],
    ['<MgmtTree/>', 'MgmtTree/VerDTD', /no <VerDTD>/, 'TS 6.4'],
    [tree(), 'MgmtTree/Node', /no <Node>/, 'TS 6.4'],
    [tree('\n\n<Node/>'), 'MgmtTree/<x>', /line 3: <Node> has no <NodeName>/, 'TS 6.4'],
    [tree(node('A', '\n<DFFormat><text/></DFFormat>')), 'MgmtTree/A/DFFormat', /line 2: <text>/, 'TS 6.3.1'],
    [
      tree(node('A', '<DFFormat><chr/><int/></DFFormat>')),
      'MgmtTree/A/DFFormat',
      /<int> is a second choice/,
      'TS 6.4',
    ],
    [tree(leaf('A').replace('<Get/>', '<Put/>')), 'MgmtTree/A/AccessType', /<Put>/, 'TS 6.3.1'],
    [tree(leaf('A', '<Occurrence><Many/></Occurrence>')), 'MgmtTree/A/Occurrence', /<Many>/, 'TS 6.3.1'],
    [tree(leaf('A', '<Occurrence><OneOrN/></Occurrence>')), 'MgmtTree/A/Occurrence', /<OneOrN>/, 'TS 6.3.1'],
    [
      tree(leaf('A', '<Occurrence><ZeroOrN>0x10</ZeroOrN></Occurrence>')),
      'MgmtTree/A/Occurrence',
      /needs a number/,
      'TS 6.3.1',
    ],
    [
      tree(leaf('A', '<Occurrence><ZeroOrN>65537</ZeroOrN></Occurrence>')),
      'MgmtTree/A/Occurrence',
      /needs a number/,
      'TS 6.3.1',
    ],
    [tree(leaf('A', '<Scope><Eternal/></Scope>')), 'MgmtTree/A/Scope', /<Eternal>/, 'TS 6.3.1.2'],
    [tree(leaf('A', '<CaseSense><C/></CaseSense>')), 'MgmtTree/A/CaseSense', /<C>/, 'TS 6.4'],
    [tree(leaf('A', '<DFTitle>a</DFTitle><DFTitle>b</DFTitle>')), 'MgmtTree/A/DFTitle', /twice/, 'TS 6.4'],
    [tree(node('A', '<DFFormat><int/></DFFormat>', leaf('B'))), 'MgmtTree/A/DFFormat', /<int>/, 'TS 6.3.1'],
    [tree(interior('A', '<Value>1</Value>')), 'MgmtTree/A/Value', /<Node> is an interior node/, 'TS 6.4'],
    [tree(interior('A', leaf('B') + leaf('B'))), 'MgmtTree/A/B', /sibling/, 'TS 6.3.1.3'],
  ])('%s', (xml, field, message, clause) => {
    const error = failure(xml);
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error).toMatchObject({ code: 'malformed-ddf', field, clause });
    expect(error?.message).toMatch(message);
  });
});

describe('what is tolerated in a description is remarked', () => {
  it.each([
    [tree('<Node><NodeName>A</NodeName></Node>'), ['no <DFProperties>', 'no <DFFormat>', 'no <AccessType>']],
    [tree(node('A', '<DFFormat><B64/></DFFormat>')), ['<B64> instead of <b64>']],
    [tree(leaf('A:B')), ['unreserved']],
    [tree(leaf('A', '<Occurrence><OneOrN>1</OneOrN></Occurrence>')), ['from 2']],
    [tree(leaf('A')).replace('1.2', '2.0'), ['VerDTD']],
    [tree(leaf('A')).replace('1.2', '1.3'), []],
    [tree(interior('A', leaf('B'))), []],
  ])('%s', (xml, texts) => {
    const { remarks } = parseDdfWithRemarks(xml);
    expect(remarks.map(({ text }) => text)).toEqual(
      texts.map((text) => expect.stringContaining(text) as string),
    );
    for (const { clause } of remarks) expect(clause).toMatch(/^TS 6\.[34]/);
  });
});

describe('an XML document that means harm', () => {
  const bomb = `<!DOCTYPE MgmtTree [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>`;
  it('has no entities of its own', () => {
    expect(failure(bomb + tree(leaf('&c;')))?.message).toMatch(/undefined entity/);
  });
  it('reads no file', () => {
    const external = '<!DOCTYPE MgmtTree [<!ENTITY f SYSTEM "file:///etc/passwd">]>';
    expect(failure(external + tree(leaf('&f;')))?.message).toMatch(/undefined entity/);
  });
  it('is refused when it is nested without end, or longer than the limit', () => {
    expect(failure('<a>'.repeat(100_000))?.message).toMatch(/nested deeper/);
    const deep = `${'<Node><NodeName>a</NodeName>'.repeat(5000)}${'</Node>'.repeat(5000)}`;
    expect(failure(tree(deep))?.message).toMatch(/nested deeper/);
    expect(failure(' '.repeat(17 * 1024 * 1024))).toMatchObject({ code: 'too-large', httpStatus: 413 });
  });
  it('says no more of itself than fits into a message', () => {
    const long = 'x'.repeat(100_000);
    for (const xml of [
      tree(node('A', `<DFFormat><${long}/></DFFormat>`)),
      tree(interior(long, '<Node/>')),
      long,
    ]) {
      const error = failure(xml);
      expect((error?.message.length ?? 0) + (error?.field.length ?? 0)).toBeLessThan(1000);
    }
  });
});

describe('a description', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9._~-]{1,8}$/);
  const prose = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((text) => text.trim())
    .filter((text) => text !== '' && XML_TEXT.test(text));
  const raw = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => XML_TEXT.test(text));
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
  const occurrence = fc.oneof(
    fc.constantFrom('One', 'ZeroOrOne', 'ZeroOrMore', 'OneOrMore').map((kind) => ({ kind })),
    fc.record({ kind: fc.constantFrom('ZeroOrN', 'OneOrN'), n: fc.integer({ min: 2, max: 65_536 }) }),
  );
  const properties = {
    access: fc.subarray([...ACCESS_TYPES]).map((types) => new Set(types)),
    occurrence,
    scope: fc.constantFrom('Permanent', 'Dynamic'),
    defaultValue: optional(raw),
    title: optional(prose),
    description: optional(prose),
    ddfName: optional(word),
    path: optional(word),
    mime: fc.array(word, { maxLength: 2 }),
    caseSensitive: fc.boolean(),
  };
  const unique = (nodes: DdfNode[]) =>
    nodes.filter(
      ({ name }, i) => name === undefined || nodes.findIndex((other) => other.name === name) === i,
    );
  const described = fc.letrec<{ node: DdfNode }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({
        ...properties,
        name: optional(word),
        format: fc.constantFrom(...FORMATS.filter((format) => format !== 'node')),
        value: optional(raw),
        children: fc.constant([]),
      }) as fc.Arbitrary<DdfNode>,
      fc.record({
        ...properties,
        name: optional(word),
        format: fc.constant('node' as const),
        children: fc.array(tie('node'), { maxLength: 4 }).map(unique),
      }) as fc.Arbitrary<DdfNode>,
    ),
  })).node;
  /** Without members that are `undefined`; only a root whose Path names no other keeps one here. */
  const clean = (given: DdfNode): DdfNode =>
    Object.fromEntries(
      Object.entries({ ...given, children: given.children.map(clean) }).filter(
        ([name, value]) => value !== undefined && name !== 'path',
      ),
    ) as unknown as DdfNode;
  const ddf: fc.Arbitrary<Ddf> = fc
    .record({
      verDtd: word,
      man: optional(prose),
      mod: optional(prose),
      roots: fc.array(described, { minLength: 1, maxLength: 3 }),
    })
    .map(({ roots, ...rest }) => ({
      ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as {
        verDtd: string;
      }),
      roots: roots.map((given, i) => ({ ...clean(given), ...(i === 0 ? { path: './Elsewhere' } : {}) })),
    }));

  it('is what was written', () => {
    fc.assert(
      fc.property(ddf, (value) => {
        expect(parseDdf(formatDdf(value))).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  it('is not written with text that XML cannot carry', () => {
    for (const man of ['\u0000', '\u000b', '\ud800', '\ufffe'])
      expect(() => formatDdf({ verDtd: '1.2', man, roots: [] })).toThrow(ProtocolError);
    const man = 'tab\tline\nreturn\r]]>&<>"\u{1f600}';
    expect(parseDdf(formatDdf({ verDtd: '1.2', man, roots: [root(tree(leaf('A')))] })).man).toBe(man);
  });

  it('is walked node by node, a parent before its children', () => {
    const [first] = STANDARD_DDFS.get('urn:oma:mo:oma-dm-dacmo:1.0')?.roots ?? [];
    if (!first) throw new Error('no description');
    expect([...walkDdf(first)].map(({ path }) => path.join('/'))).toEqual([
      '',
      '<x>',
      '<x>/<x>',
      '<x>/<x>/<x>',
      '<x>/<x>/<x>/Path',
      '<x>/<x>/<x>/Permissions',
      '<x>/<x>/<x>/Permissions/<x>',
      '<x>/<x>/<x>/Permissions/<x>/MAID',
      '<x>/<x>/<x>/Permissions/<x>/AR',
    ]);
    for (const { path, node: at, parent } of walkDdf(first)) {
      expect(ddfNodeAt(first, path)).toBe(at);
      expect(parent?.children.includes(at) ?? at === first).toBe(true);
    }
  });
});

/** What XML carries as it is, a carriage return apart. */
const XML_TEXT = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
