import type { ClientSubject } from '../../client-subject.js';
import type { ConformanceCase } from '../../case.js';
import { ClientFault } from '../../peers/client-package.js';
import type { LockStepServer } from '../../peers/lock-step-server.js';
import { played, same, type Talk } from './played.js';
import { memberOf } from './sending.js';
import { ddf, FORMAT_VALUES, node, root } from './trial.js';

const moidOf = (name: string): string => `urn:dm2:mo:ddf-${name}:1.0`;
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

const FORMATS = moidOf('formats');

const formats = played(
  {
    item: 'DM-OBJ-021-C-M',
    clause: 'TS 6.4',
    title: 'A leaf takes the values of its format, and gives them back as management data has them',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const leaves = Object.keys(FORMAT_VALUES).map((format) =>
      node({ name: format, format, access: 'Get Replace', occurrence: 'One' }),
    );
    const talk = session({ descriptions: [ddf(root(FORMATS, 'Root', leaves))] });
    const source = server.putMo('/all', { ClientURI: `${FORMATS}//`, MOData: { Root: FORMAT_VALUES } });
    const made = await talk.send(['HGET', source], ['GET', `${FORMATS}//`]);
    check.must(same(made.codes, [200, 200]), 'an object with leaves of all formats can be made', made.codes);
    const tree = made.items(1)[0]?.MOData['Root'];
    for (const [format, value] of Object.entries(FORMAT_VALUES)) {
      check.must(
        memberOf(tree, format) === value,
        `a leaf of ${format} keeps its value`,
        memberOf(tree, format),
      );
      check
        .of('DM-OBJ-028-C-O')
        .must(
          typeof memberOf(tree, format) === typeof value,
          `DFFormat ${format} decides how it is written`,
          memberOf(tree, format),
          'TS 7.2.1.4',
        );
    }
    check
      .of('DM-OBJ-017-C-M')
      .must(
        same(Object.keys((tree ?? {}) as object).sort(), Object.keys(FORMAT_VALUES).sort()),
        'there is a node for each Node of the description',
        tree,
      );
    const wrong: Readonly<Record<string, unknown>> = {
      b64: '*',
      bin: 'A',
      bool: 'yes',
      chr: 1,
      int: 1.5,
      null: 'x',
      xml: 7,
      date: true,
      time: 5,
      float: 'x',
    };
    const items = Object.entries(wrong);
    const answer = await talk.send(
      ...items.map(([format, value]) => [
        'HGET',
        server.putMo(`/wrong-${format}`, { ClientURI: `${FORMATS}//${format}`, MOData: { [format]: value } }),
        `${FORMATS}//${format}`,
      ]),
    );
    for (const [i, [format, value]] of items.entries())
      check.must(
        answer.codes[i] === 415,
        `a leaf of ${format} does not take ${JSON.stringify(value)}`,
        answer.codes[i],
        'TS App. C',
      );
    const kept = await talk.send(['GET', `${FORMATS}//`]);
    check.must(
      same(kept.items(0)[0]?.MOData['Root'], tree),
      'what was refused has changed nothing',
      kept.items(0),
    );
    await talk.end();
  },
);

const OBJECT = moidOf('properties');
const unnamed = (format: string, access: string, occurrence: string): string =>
  node({ name: undefined, format, access, occurrence });
const group = (name: string, child: string): string =>
  node({ name, format: 'node', access: 'Get Replace', occurrence: 'One', children: [child] });

const PROPERTIES = ddf(
  root(OBJECT, 'Root', [
    node({ name: 'Readable', format: 'chr', access: 'Get', occurrence: 'One' }),
    node({ name: 'Writable', format: 'chr', access: 'Replace', occurrence: 'One' }),
    node({ name: 'Deletable', format: 'chr', access: 'Add Delete Get', occurrence: 'ZeroOrOne' }),
    node({ name: 'Runnable', format: 'chr', access: 'Exec Get', occurrence: 'One' }),
    node({
      name: 'Default',
      format: 'int',
      access: 'Get Replace',
      occurrence: 'One',
      more: '<DefaultValue>42</DefaultValue>',
    }),
    node({
      name: 'Permanent',
      format: 'chr',
      access: 'Delete Get Replace',
      occurrence: 'ZeroOrOne',
      scope: 'Permanent',
    }),
    node({
      name: 'Dynamic',
      format: 'chr',
      access: 'Delete Get Replace',
      occurrence: 'ZeroOrOne',
      scope: 'Dynamic',
    }),
    group('Few', unnamed('chr', 'Add Delete Get Replace', 'ZeroOrN 2')),
    group('Some', unnamed('chr', 'Add Delete Get Replace', 'OneOrMore')),
    group('Many', unnamed('chr', 'Add Delete Get Replace', 'ZeroOrMore')),
    node({
      name: 'Loose',
      format: 'node',
      access: 'Get Replace',
      occurrence: 'One',
      more: '<CaseSense><CIS/></CaseSense>',
      children: [node({ name: 'Child', format: 'chr', access: 'Get Replace', occurrence: 'One' })],
    }),
    node({
      name: 'Strict',
      format: 'node',
      access: 'Get Replace',
      occurrence: 'One',
      more: '<CaseSense><CS/></CaseSense>',
      children: [node({ name: 'Child', format: 'chr', access: 'Get Replace', occurrence: 'One' })],
    }),
  ]),
);

async function makeObject(talk: Talk, server: LockStepServer): Promise<string> {
  const made = await talk.send([
    'HGET',
    server.putMo('/object', {
      ClientURI: `${OBJECT}//`,
      MOData: {
        Root: {
          Readable: 'r',
          Writable: 'w',
          Runnable: 'x',
          Permanent: 'p',
          Dynamic: 'd',
          Few: { a: '1' },
          Some: { a: '1' },
          Many: {},
          Loose: { Child: 'loose' },
          Strict: { Child: 'strict' },
        },
      },
    }),
  ]);
  const [uri] = made.uris(0);
  if (made.codes[0] !== 200 || uri === undefined)
    throw new ClientFault(`the object was not made: ${made.body}`);
  return uri;
}

const properties = played(
  {
    item: 'DM-OBJ-024-C-M',
    clause: 'TS 6.4',
    title: 'What DFProperties say of a node holds on the wire',
    negative: false,
    needs: ['descriptions'],
  },
  async ({ session, server, check }) => {
    const talk = session({ descriptions: [PROPERTIES] });
    const opened = await talk.package();
    const uri = await makeObject(talk, server);
    const text = server.put('/text', { body: 'new' });
    const access = await talk.send(
      ['GET', `${uri}Readable`],
      ['GET', `${uri}Writable`],
      ['HGET', text, `${uri}Readable`],
      ['HGET', text, `${uri}Writable`],
      ['HGET', text, `${uri}Deletable`],
      ['DELETE', `${uri}Deletable`],
      ['EXEC', `${uri}Readable`],
      ['DELETE', `${uri}Readable`],
    );
    check
      .of('DM-OBJ-025-C-M')
      .must(
        same(access.codes, [200, 403, 403, 200, 200, 200, 405, 405]),
        'AccessType says what a server may do with a node: Get, Replace, Add, Delete, Exec',
        access.codes,
      );
    check.must(
      same(access.codes.slice(0, 4), [200, 403, 403, 200]),
      'properties of each node are its own',
      access.codes,
    );
    check
      .of('DM-OBJ-018-C-M')
      .must(access.text(0) === 'r', 'a node has the name of NodeName', access.text(0));
    const scope = await talk.send(['DELETE', `${uri}Permanent`], ['DELETE', `${uri}Dynamic`]);
    check
      .of('DM-OBJ-030-C-O')
      .must(
        same(scope.codes, [405, 200]),
        'Scope: a permanent node stays, a dynamic one goes',
        scope.codes,
        'TS 6.3.1.2',
      );
    const standard = await talk.send(['GET', `${uri}Default`]);
    check
      .of('DM-OBJ-026-C-O')
      .must(standard.text(0) === '42', 'a node that was not given has its DefaultValue', standard.text(0));
    const types = await talk.send(['GET', `${OBJECT}//Readable`], ['GET', `${uri}Few/a`]);
    check
      .of('DM-OBJ-023-C-M')
      .must(types.text(0) === 'r', 'DDFName of the root is the MOID of the object', types.codes);
    check
      .of('DM-OBJ-032-C-O')
      .must(
        uri.startsWith(`${OBJECT}/`) &&
          (opened.json.MOS === undefined || opened.instances(OBJECT) !== undefined),
        'DFType of the root makes it an object that is listed by its MOID',
        opened.json.MOS,
      );
    const names = await talk.send(
      ['HGET', text, `${uri}Many/first`],
      ['HGET', text, `${uri}Many/second`],
      ['GET', `${uri}Many`],
    );
    check
      .of('DM-OBJ-018-C-M')
      .must(
        same(names.value(2), { first: 'new', second: 'new' }),
        'an empty NodeName: the node has whatever name it is made with',
        names.value(2),
        'TS 6.3.1.3',
      );
    const number = check.of('DM-OBJ-029-C-O');
    const occurrence = await talk.send(
      ['HGET', text, `${uri}Few/b`],
      ['HGET', text, `${uri}Few/c`],
      ['GET', `${uri}Few`],
      ['DELETE', `${uri}Some/a`],
      ['HGET', text, `${uri}Some/b`],
      ['DELETE', `${uri}Some/a`],
    );
    number.must(
      occurrence.codes[0] === 200,
      'ZeroOrN: a node may be added up to N',
      occurrence.codes[0],
      'TS 6.3.1',
    );
    number.must(
      (occurrence.codes[1] ?? 0) >= 400,
      'ZeroOrN: one more is refused',
      occurrence.codes[1],
      'TS 6.3.1',
    );
    number.must(
      same(occurrence.value(2), { a: '1', b: 'new' }),
      'ZeroOrN: it is not there then',
      occurrence.value(2),
      'TS 6.3.1',
    );
    number.must(
      occurrence.codes[3] === 405,
      'OneOrMore: the last one stays',
      occurrence.codes[3],
      'TS 6.3.1',
    );
    number.must(
      same(occurrence.codes.slice(4), [200, 200]),
      'OneOrMore: beside another it goes',
      occurrence.codes,
      'TS 6.3.1',
    );
    const sense = await talk.send(
      ['GET', `${uri}Loose/CHILD`],
      ['GET', `${uri}Strict/CHILD`],
      ['HGET', text, `${uri}Loose/child`],
      ['GET', `${uri}Loose`],
    );
    const cases = check.of('DM-OBJ-033-C-O');
    cases.must(sense.text(0) === 'loose', 'CIS: names in either case are the same', sense.codes[0]);
    cases.must(sense.codes[1] === 404, 'CS: they are not', sense.codes[1]);
    cases.must(same(sense.value(3), { Child: 'new' }), 'CIS: nothing is there twice', sense.value(3));
    await talk.end();
  },
);

export const cases = [taken, ...broken, formats, properties];
