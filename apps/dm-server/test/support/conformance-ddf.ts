import type { DescribedNode, DescribedTree } from '@dm2/conformance';
import type { Operator } from './operator.js';

/** A description as the management API tells it: its nodes in a list, each after its parent. */
interface DdfDetail {
  readonly name: string | null;
  readonly moid: string;
  readonly verDtd: string;
  readonly man: string | null;
  readonly mod: string | null;
  readonly tree: readonly DdfListed[];
}

interface DdfListed extends Omit<DescribedNode, 'name' | 'path' | 'accessTypes' | 'mime' | 'nodes'> {
  readonly path: string;
  readonly ddfPath?: string;
  readonly access: readonly string[];
  readonly value?: string;
  readonly mime?: readonly string[];
}

/** How the server understands a device description, by what its management API tells; `undefined` if it refuses it. */
export async function describeDdf(operator: Operator, xml: string): Promise<DescribedTree | undefined> {
  const moids = [...xml.matchAll(/<DDFName>([^<]+)<\/DDFName>/g)].map(([, moid = '']) => moid);
  const given = await Promise.all(
    moids.map((moid) =>
      operator.request('PUT', `/ddfs/${encodeURIComponent(moid)}`, xml, 'application/vnd.syncml.dmddf+xml'),
    ),
  );
  const refused = given.find(({ status }) => status !== 200 && status !== 201);
  if (refused && refused.status !== 422 && refused.status !== 400)
    throw new Error(`a description was answered ${refused.status}: ${JSON.stringify(refused.body())}`);
  const [first, ...others] = refused ? [] : given.map((answer) => answer.body<DdfDetail>());
  if (!first) return undefined;
  return {
    verDTD: first.verDtd,
    ...(first.man === null ? {} : { man: first.man }),
    ...(first.mod === null ? {} : { mod: first.mod }),
    nodes: [first, ...others].flatMap(rootOf),
  };
}

function rootOf({ name, moid, tree }: DdfDetail): DescribedNode[] {
  const [root, ...below] = tree;
  return root ? [{ ...nodeOf(root, name ?? '<x>', below, []), ddfName: moid }] : [];
}

function nodeOf(
  listed: DdfListed,
  name: string,
  all: readonly DdfListed[],
  path: readonly string[],
): DescribedNode {
  const { path: _path, ddfPath, access, value, mime = [], defaultValue = value, ...node } = listed;
  return {
    ...node,
    ...(name === '<x>' ? {} : { name }),
    ...(ddfPath === undefined ? {} : { path: ddfPath }),
    ...(defaultValue === undefined ? {} : { defaultValue }),
    accessTypes: access,
    mime,
    nodes: all.flatMap((child) => {
      const at = child.path.split('/');
      const below = at.length === path.length + 1 && path.every((part, i) => at[i] === part);
      return below ? [nodeOf(child, at.at(-1) ?? '', all, at)] : [];
    }),
  };
}
