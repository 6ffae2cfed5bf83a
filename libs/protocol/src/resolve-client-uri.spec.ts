import { describe, expect, it } from 'vitest';
import { parseClientUri, resolveClientUri, type TreeNode } from './index.js';

type Plain = { [name: string]: Plain | string };

function node(name: string, value: Plain | string): TreeNode {
  if (typeof value === 'string') return { name, value, child: () => undefined, children: () => [] };
  return {
    name,
    child: (child) => (Object.hasOwn(value, child) ? node(child, value[child] ?? '') : undefined),
    children: () => Object.entries(value).map(([child, below]) => node(child, below)),
  };
}

const data = { '1': { Value: 'a', Date: '12.1' }, '2': { Value: 'b', Date: '12.2' } };
const tree = {
  instances: (moid: string) =>
    moid === 'urn:oma:mo:moid:1.0'
      ? [
          { miid: 'left', root: node('moroot1', { ID: 'GPS', Setting: '0xA2', Data: data }) },
          { miid: 'right', root: node('moroot2', { ID: 'Temperature', Setting: '0x12', Data: data }) },
        ]
      : [],
};

/** The nodes a ClientURI hits, as `MIID/path`, or `404`. */
function hits(rest: string) {
  const found = resolveClientUri(parseClientUri(`urn:oma:mo:moid:1.0/${rest}`), tree);
  return found.ok ? found.nodes.map(({ miid, path }) => [miid, ...path].join('/')) : found.status;
}

describe('the addressing examples of TS 6.1.3', () => {
  it.each([
    ['left/', ['left']],
    ['right/', ['right']],
    ['/', 404],
    ['(x)/?nv=(x)/ID:Temperature', ['right']],
    ['(x)/Data/1/Value?nv=(x)/ID:GPS', ['left/Data/1/Value']],
    ['right/Data/(x)/Value?nv=(x)/Date:12.1', ['right/Data/1/Value']],
    ['(x)/Data/(y)/Value?nv=(x)/ID:GPS&nv=(y)/Date:12.2', ['left/Data/2/Value']],
    ['*/Setting', ['left/Setting', 'right/Setting']],
    ['(x)/Data/*/Value?nv=(x)/ID:GPS', ['left/Data/1/Value', 'left/Data/2/Value']],
    [
      '*/Data/*/Value',
      ['left/Data/1/Value', 'left/Data/2/Value', 'right/Data/1/Value', 'right/Data/2/Value'],
    ],
    ['(x)/Data/*/Value?nv=(x)/ID:GPS&nv=(x)/Setting:0xB2', 404],
  ])('%s addresses %j', (uri, expected) => {
    expect(hits(uri)).toEqual(expected);
  });
});

describe('resolving (TS 6.1.2)', () => {
  it.each([
    ['right/Data/1', ['right/Data/1']],
    ['left/Data/(x)?nv=(x)/Date:12.3', 404],
    ['left/Data/(x)?nv=(x)/Value/Deeper:1', 404],
    ['left/Data/(x)?nv=(x)/Date:12.1&nv=(x)/Value:b', 404],
    ['(x)/?nv=(x)/Data/1/Value:a', 404],
    ['middle/', 404],
    ['left/Nothing', 404],
    ['left/ID/Below', 404],
    ['left/ID/*', 404],
    ['*/', ['left', 'right']],
    ['*/Nothing', 404],
    ['*/Data/(x)/Value?nv=(x)/Date:12.2', ['left/Data/2/Value', 'right/Data/2/Value']],
    ['left/*', ['left/ID', 'left/Setting', 'left/Data']],
  ])('%s addresses %j', (uri, expected) => {
    expect(hits(uri)).toEqual(expected);
  });

  it('finds the only instance, and none of a MOID that has none', () => {
    const one = { instances: () => [{ miid: 'a', root: node('r', { b: 'c' }) }] };
    expect(resolveClientUri(parseClientUri('urn:x//b'), one)).toMatchObject({
      ok: true,
      nodes: [{ miid: 'a' }],
    });
    for (const uri of ['urn:y//', 'urn:y/*/', 'urn:y/a/', 'urn:y/(x)/?nv=(x)/a:1'])
      expect(resolveClientUri(parseClientUri(uri), { instances: () => [] })).toMatchObject({ status: 404 });
  });

  it('without a wildcard hits one node, never several', () => {
    const twin = { miid: 'a', root: node('r', { b: 'c' }) };
    const twice = { instances: () => [twin, twin] };
    for (const uri of ['urn:x/a/b', 'urn:x//b', 'urn:x/(x)/b?nv=(x)/b:c'])
      expect(resolveClientUri(parseClientUri(uri), twice)).toMatchObject({ ok: false, status: 404 });
    const children = () => [node('1', { b: 'c' }), node('2', { b: 'c' })];
    const root: TreeNode = { name: 'r', child: () => undefined, children };
    expect(
      resolveClientUri(parseClientUri('urn:x//(x)?nv=(x)/b:c'), { instances: () => [{ miid: 'a', root }] }),
    ).toMatchObject({ ok: false, status: 404 });
  });
});
