import { describe, expect, it } from 'vitest';
import type { KnownObject } from '../../api/types.js';
import { aimAt, knownTreeOf, type KnownNode } from './known-tree.js';

const MOID = 'urn:test:mo:1.0';

function instance(
  miid: string,
  data: unknown,
  nodes: KnownObject['instances'][number]['nodes'] = [],
): KnownObject['instances'][number] {
  return { miid, name: 'Root', cv: null, listedAt: null, at: null, data, nodes };
}

const tree = knownTreeOf([
  {
    moid: MOID,
    ddf: null,
    description: null,
    instances: [
      instance('m1', { Items: { a: { ID: 'x', On: true }, 'b/c': { ID: 'y', Count: 3 } }, Empty: null }, [
        { path: 'Items/b%2Fc', format: 'node', access: ['Get'], scope: 'Dynamic', unnamed: true },
      ]),
      instance('m2', null),
    ],
  },
]);

/** The ClientURIs of what another one hits. */
function hits(text: string): string[] | string {
  const aim = aimAt(text, tree);
  if (aim?.kind !== 'hit') return aim?.kind ?? 'nothing';
  const found: string[] = [];
  const visit = (node: KnownNode) => {
    if (aim.keys.has(node.key)) found.push(node.clientUri);
    node.children().forEach(visit);
  };
  for (const instances of tree.values()) instances.forEach(({ root }) => visit(root));
  return found;
}

describe('a ClientURI over the known tree (TS 6.1)', () => {
  it.each([
    [`${MOID}/m1/`, [`${MOID}/m1/`]],
    [`${MOID}/*/`, [`${MOID}/m1/`, `${MOID}/m2/`]],
    [`${MOID}/m1/Items/*/ID`, [`${MOID}/m1/Items/a/ID`, `${MOID}/m1/Items/b%2Fc/ID`]],
    [`${MOID}/m1/Items/(x)?nv=(x)/Count:3`, [`${MOID}/m1/Items/b%2Fc`]],
    [`${MOID}/m1/Items/(x)?nv=(x)/On:true`, [`${MOID}/m1/Items/a`]],
    [`${MOID}//`, 'miss'],
    [`${MOID}/m1/Nothing`, 'miss'],
    ['urn:other//', 'miss'],
    [MOID, 'broken'],
    [`${MOID}/m1/(x)`, 'broken'],
    ['', 'nothing'],
  ])('%s hits %j', (text, expected) => {
    expect(hits(text)).toEqual(expected);
  });

  it('that is broken says why, and which clause', () => {
    expect(aimAt(`${MOID}/m1/(x)`, tree)).toEqual({
      kind: 'broken',
      text: 'the x-name (x) has no nv field',
      clause: 'TS 6.1',
    });
  });

  it('of a node finds that node alone, and its description', () => {
    const node = tree.get(MOID)?.[0]?.root.child('Items')?.child('b/c');
    expect(node?.described).toMatchObject({ unnamed: true, access: ['Get'] });
    expect(node && hits(node.clientUri)).toEqual([node?.clientUri]);
    expect(node?.child('Count')?.value).toBe('3');
    expect(tree.get(MOID)?.[0]?.root.child('Empty')?.value).toBe('');
  });
});
