import { ClientFault } from '../../peers/client-package.js';
import type { LockStepServer } from '../../peers/lock-step-server.js';
import { played, same, type Talk } from './played.js';
import { ddf, moidOf, node, root } from './trial.js';

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
    const incomplete = await talk.send(
      [
        'HGET',
        server.putMo('/incomplete', { ClientURI: `${uri}Strict`, MOData: { Strict: {} } }),
        `${uri}Strict`,
      ],
      ['GET', `${uri}Strict/Child`],
    );
    check
      .of('DM-OBJ-029-C-O')
      .must(
        incomplete.codes[1] === 200,
        'One: data without the node does not take it away',
        incomplete.codes,
        'TS 6.3.1',
      );
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

export const cases = [properties];
