import { describe, expect, it } from 'vitest';
import {
  ACCESS_TYPES,
  ddfChild,
  ddfNodeAt,
  ddfObjects,
  FORMATS,
  OCCURRENCES,
  parseDdf,
  parseDdfWithRemarks,
} from '../index.js';
import { tree, node, leaf, interior, root, failure } from '../../test/support/ddf-xml.js';

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

  it('is put together also where a node was continued before', () => {
    const flat = tree(
      interior('A', interior('B', '')),
      at('A/B', leaf('C')),
      at('A', interior('D', '')),
      at('A/D', leaf('E')),
    );
    expect(parseDdf(flat)).toEqual(
      parseDdf(tree(interior('A', interior('B', leaf('C')) + interior('D', leaf('E'))))),
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
