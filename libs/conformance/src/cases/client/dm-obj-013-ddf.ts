import type { ClientSubject } from '../../client-subject.js';
import type { ConformanceCase } from '../../case.js';
import { ClientFault } from '../../peers/client-package.js';
import { played, type Talk } from './played.js';
import { ddf, moidOf, node, root } from './trial.js';

const plainLeaf = node({ name: 'Leaf', format: 'chr', access: 'Get Replace', occurrence: 'One' });

/** A DDF with one thing in it, and what shows that it was taken. */
interface Element {
  readonly item: string;
  readonly name: string;
  readonly xml: string;
}

const described = (name: string, leaf: string, head?: string): string =>
  ddf(root(moidOf(name), 'Root', [leaf]), head === undefined ? {} : { head });

/** Elements that say something to people, or nothing at all: a description that has them is used. */
const ELEMENTS: readonly Element[] = [
  { item: 'DM-OBJ-013-C-M', name: 'MgmtTree', xml: described('MgmtTree', plainLeaf) },
  {
    item: 'DM-OBJ-014-C-M',
    name: 'VerDTD',
    xml: described('VerDTD', plainLeaf, '<VerDTD>1.2</VerDTD>'),
  },
  {
    item: 'DM-OBJ-015-C-O',
    name: 'Man',
    xml: described('Man', plainLeaf, '<VerDTD>1.3</VerDTD><Man>Vendor &amp; Co</Man>'),
  },
  {
    item: 'DM-OBJ-016-C-O',
    name: 'Mod',
    xml: described('Mod', plainLeaf, '<VerDTD>1.3</VerDTD><Mod>Model</Mod>'),
  },
  {
    item: 'DM-OBJ-020-C-O',
    name: 'Value',
    xml: described('Value', plainLeaf.replace('</DFProperties>', '</DFProperties><Value>value</Value>')),
  },
  {
    item: 'DM-OBJ-022-C-O',
    name: 'MIME',
    xml: described('MIME', withProperty('<DFType><MIME>text/plain</MIME></DFType>')),
  },
  {
    item: 'DM-OBJ-027-C-O',
    name: 'Description',
    xml: described('Description', withProperty('<Description>A leaf, &lt;described&gt;</Description>')),
  },
  {
    item: 'DM-OBJ-031-C-O',
    name: 'DFTitle',
    xml: described('DFTitle', withProperty('<DFTitle>Leaf</DFTitle>')),
  },
  {
    item: 'DM-OBJ-019-C-O',
    name: 'Path',
    xml: described(
      'Path',
      plainLeaf.replace('<NodeName>Leaf</NodeName>', '<NodeName>Leaf</NodeName><Path>Root</Path>'),
    ),
  },
  {
    item: 'DM-OBJ-024-C-M',
    name: 'RTProperties',
    xml: described(
      'RTProperties',
      plainLeaf.replace(
        '<DFProperties>',
        '<RTProperties><ACL/><Format><int/></Format><Name>Other</Name><Type><MIME>x/y</MIME></Type></RTProperties><DFProperties>',
      ),
    ),
  },
];

function withProperty(property: string): string {
  return plainLeaf.replace('</DFProperties>', `${property}</DFProperties>`);
}

const taken = played(
  {
    item: 'DM-OBJ-013-C-M',
    clause: 'TS 6.4',
    title: 'A description with any element of TS 6.4 is used',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: ELEMENTS.map(({ xml }) => xml) });
    const sources = ELEMENTS.map(({ name }) =>
      server.putMo(`/${name}`, { ClientURI: `${moidOf(name)}//`, MOData: { Root: { Leaf: name } } }),
    );
    const made = await talk.send(...sources.map((source) => ['HGET', source]));
    const read = await talk.send(...ELEMENTS.map(({ name }) => ['GET', `${moidOf(name)}//Leaf`]));
    for (const [i, { item, name }] of ELEMENTS.entries())
      check
        .of(item)
        .must(
          made.codes[i] === 200 && read.text(i) === name,
          `an object whose description has ${name} can be made and read`,
          [made.codes[i], read.text(i)],
        );
    await talk.end();
  },
);

/** Descriptions that are none; each with the item it is about. */
const BROKEN: readonly (readonly [item: string, what: string, xml: string])[] = [
  [
    'DM-OBJ-013-C-M',
    'a root other than MgmtTree',
    ddf(root(moidOf('x'), 'Root', [plainLeaf]), { tag: 'Tree' }),
  ],
  ['DM-OBJ-014-C-M', 'no VerDTD', ddf(root(moidOf('x'), 'Root', [plainLeaf]), { head: '' })],
  [
    'DM-OBJ-018-C-M',
    'a node without NodeName',
    ddf(root(moidOf('x'), 'Root', [plainLeaf.replace('<NodeName>Leaf</NodeName>', '')])),
  ],
  [
    'DM-OBJ-021-C-M',
    'a format that there is not',
    ddf(root(moidOf('x'), 'Root', [plainLeaf.replace('<chr/>', '<text/>')])),
  ],
  [
    'DM-OBJ-025-C-M',
    'an access type that there is not',
    ddf(root(moidOf('x'), 'Root', [plainLeaf.replace('<Get/>', '<Read/>')])),
  ],
];

const broken: ConformanceCase<ClientSubject>[] = BROKEN.map(([item, what, xml]) =>
  played(
    {
      item,
      clause: 'TS 6.4',
      title: `A description with ${what} is not used`,
      negative: true,
      needs: ['descriptions'],
    },
    async ({ session, server, check }) => {
      const talk = session({ descriptions: [xml] });
      const source = server.putMo('/x', { ClientURI: `${moidOf('x')}//`, MOData: { Root: { Leaf: 'x' } } });
      // A device may as well refuse to start with it: then no session comes.
      let made: Awaited<ReturnType<Talk['send']>> | undefined;
      try {
        made = await talk.send(['HGET', source]);
      } catch (error) {
        if (!(error instanceof ClientFault)) throw error;
      }
      check.must(made === undefined || (made.codes[0] ?? 0) >= 400, 'no object is made by it', made?.codes);
      check.must(made?.uris(0).length !== 1, 'no instance is named', made?.uris(0));
      if (made) await talk.end();
      else await talk.ended();
    },
  ),
);

export const cases = [taken, ...broken];
