import { describe, expect, it } from 'vitest';
import { parseDdfWithRemarks, ProtocolError } from '../index.js';
import { tree, node, leaf, interior, failure } from '../../test/support/ddf-xml.js';

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
