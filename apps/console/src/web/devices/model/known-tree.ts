import {
  buildClientUri,
  parseClientUri,
  ProtocolError,
  resolveClientUri,
  type MoValue,
  type TreeNode,
} from '@dm2/protocol';
import type { KnownObject } from '../../api/types.js';

type KnownInstance = KnownObject['instances'][number];
type Described = KnownInstance['nodes'][number];

/** A node of a device's tree as the server knows it. */
export interface KnownNode extends TreeNode {
  /** Names one node of all that are known. */
  readonly key: string;
  readonly clientUri: string;
  /** What its description says of it, if there is one. */
  readonly described: Described | undefined;
  children(): readonly KnownNode[];
  child(name: string): KnownNode | undefined;
}

/** The known trees, by MOID. */
export type KnownTree = ReadonlyMap<string, readonly { miid: string; root: KnownNode }[]>;

export function knownTreeOf(objects: readonly KnownObject[]): KnownTree {
  return new Map(
    objects.map(({ moid, description, instances }) => [
      moid,
      instances.map((instance) => ({
        miid: instance.miid,
        root: rootOf(moid, instance, description?.name ?? ''),
      })),
    ]),
  );
}

function rootOf(moid: string, { miid, name, data, nodes }: KnownInstance, usual: string): KnownNode {
  const described = new Map(nodes.map((node) => [node.path, node]));
  // An instance that was listed and not read is known by its root alone.
  return nodeOf(name ?? usual, data ?? {}, [], { moid, miid, described });
}

interface Place {
  readonly moid: string;
  readonly miid: string;
  readonly described: ReadonlyMap<string, Described>;
}

function nodeOf(name: string, value: unknown, path: readonly string[], place: Place): KnownNode {
  const { moid, miid, described } = place;
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value as Record<string, MoValue>).map(([child, inner]) =>
          nodeOf(child, inner, [...path, child], place),
        )
      : undefined;
  const byName = new Map(below?.map((child) => [child.name, child]));
  return {
    name,
    key: keyOf(moid, miid, path),
    clientUri: buildClientUri({
      moid,
      instance: miid === '' ? { kind: 'only' } : { kind: 'name', name: miid },
      path: path.map((segment) => ({ kind: 'name', name: segment })),
    }),
    described: described.get(path.map(encodeURIComponent).join('/')),
    ...(below ? {} : { value: leafText(value) }),
    children: () => below ?? [],
    child: (wanted) => byName.get(wanted),
  };
}

function keyOf(moid: string, miid: string, path: readonly string[]): string {
  return JSON.stringify([moid, miid, ...path]);
}

function leafText(value: unknown): string {
  return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
}

/** What a ClientURI says of the known tree. */
export type Aim =
  | { readonly kind: 'broken'; readonly text: string; readonly clause: string }
  /** It is well formed, and hits nothing that is known: the device may know better. */
  | { readonly kind: 'miss'; readonly reason: string }
  | { readonly kind: 'hit'; readonly keys: ReadonlySet<string> };

/** Reads a ClientURI and finds what it would hit (TS 6.1); `undefined` for no text. */
export function aimAt(text: string, tree: KnownTree): Aim | undefined {
  if (text === '') return undefined;
  try {
    const found = resolveClientUri(parseClientUri(text), { instances: (moid) => tree.get(moid) ?? [] });
    return found.ok
      ? { kind: 'hit', keys: new Set(found.nodes.map(({ moid, miid, path }) => keyOf(moid, miid, path))) }
      : { kind: 'miss', reason: found.reason };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { kind: 'broken', text: error.message, clause: error.clause };
  }
}
