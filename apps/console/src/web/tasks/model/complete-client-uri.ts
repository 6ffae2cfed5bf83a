import type { AccessType } from '@dm2/protocol';

/** A ClientURI that what is typed could become. */
export interface Suggestion {
  readonly value: string;
  /** What it is. */
  readonly note: string;
}

/** A node as its description has it: names below the root, `<x>` for those that instances name. */
export interface DescribedNode {
  readonly path: string;
  readonly format: string;
  readonly access: readonly string[];
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}

/** What is known of the objects that a ClientURI may address. */
export interface KnownTree {
  /** Objects that are described, and those that the device has. */
  readonly objects: readonly { readonly moid: string; readonly title: string; readonly onDevice: boolean }[];
  /** Instances on the device, by MOID, with the nodes that are known of each. */
  readonly instances: ReadonlyMap<
    string,
    readonly { readonly miid: string; readonly paths: readonly string[] }[]
  >;
  /** The description of the object that is being typed. */
  readonly nodes: readonly DescribedNode[];
}

const MOST = 12;

/** What a ClientURI (TS 6.1) could go on with: first its object, then the instance, then the path. */
export function completeClientUri(
  text: string,
  known: KnownTree,
  needs: readonly AccessType[] = [],
): Suggestion[] {
  if (text.includes('?')) return [];
  const [moid = '', instance, ...rest] = text.split('/');
  if (instance === undefined) return objectsLike(moid, known);
  if (rest.length === 0) return instancesLike(moid, instance, known);
  return pathsLike(`${moid}/${instance}/`, rest.join('/'), known.instances.get(moid), instance, known, needs);
}

function objectsLike(typed: string, { objects }: KnownTree): Suggestion[] {
  const wanted = typed.toLowerCase();
  return objects
    .filter(({ moid, title }) => `${moid} ${title}`.toLowerCase().includes(wanted))
    .sort((a, b) => Number(b.onDevice) - Number(a.onDevice) || (a.moid < b.moid ? -1 : 1))
    .slice(0, MOST)
    .map(({ moid, title, onDevice }) => ({
      value: `${moid}/`,
      note: onDevice ? title : `${title} · not seen on the device`,
    }));
}

function instancesLike(moid: string, typed: string, { instances }: KnownTree): Suggestion[] {
  const named = instances.get(moid) ?? [];
  return [
    { value: `${moid}//`, note: 'the only instance' },
    ...named
      .filter(({ miid }) => miid !== '')
      .map(({ miid }) => ({
        value: `${moid}/${encodeURIComponent(miid)}/`,
        note: 'an instance on the device',
      })),
    { value: `${moid}/*/`, note: 'all instances' },
  ]
    .filter(({ value }) => value.startsWith(`${moid}/${typed}`))
    .slice(0, MOST);
}

function pathsLike(
  head: string,
  typed: string,
  instances: readonly { readonly miid: string; readonly paths: readonly string[] }[] | undefined,
  instance: string,
  { nodes }: KnownTree,
  needs: readonly AccessType[],
): Suggestion[] {
  const seen = (instances ?? [])
    .filter(({ miid }) => instance === '' || instance === '*' || encodeURIComponent(miid) === instance)
    .flatMap(({ paths }) => paths);
  const found = new Map<string, DescribedNode | undefined>();
  for (const path of seen)
    if (path !== '')
      found.set(
        path,
        nodes.find((node) => matches(node.path, path)),
      );
  for (const node of nodes) {
    if (node.path === '') continue;
    if (!node.path.includes('<x>')) found.set(node.path, node);
    else if (!seen.some((path) => matches(node.path, path)))
      found.set(node.path.replaceAll('<x>', '*'), node);
  }
  const wanted = typed.toLowerCase();
  return [...found]
    .filter(([path]) => path !== typed && path.toLowerCase().startsWith(wanted))
    .map(([path, node]) => ({ path, node, fits: fits(node, needs), depth: path.split('/').length }))
    .sort((a, b) => Number(b.fits) - Number(a.fits) || a.depth - b.depth || (a.path < b.path ? -1 : 1))
    .slice(0, MOST)
    .map(({ path, node }) => ({ value: `${head}${path}`, note: noteOf(node) }));
}

function fits(node: DescribedNode | undefined, needs: readonly AccessType[]): boolean {
  return !node || needs.length === 0 || needs.some((type) => node.access.includes(type));
}

function noteOf(node: DescribedNode | undefined): string {
  if (!node) return 'known of the device';
  return [node.format, node.title ?? node.description].filter(Boolean).join(' · ');
}

/** Whether a path, percent-encoded or with `*` and `(x)`, is one that the description has. */
function matches(described: string, path: string): boolean {
  const names = described.split('/');
  const given = path.split('/');
  return (
    names.length === given.length &&
    names.every(
      (name, i) => name === '<x>' || name === given[i] || /^(?:\*|\([A-Za-z]\))$/.test(given[i] ?? ''),
    )
  );
}

/** What a description says against a path: it has no such node. Nodes without described children leave open what is below them. */
export function missingNode(text: string, nodes: readonly DescribedNode[]): string | undefined {
  const [address = ''] = text.split('?');
  const [, instance, ...rest] = address.split('/');
  const path = rest.join('/');
  if (nodes.length === 0 || instance === undefined || path === '') return undefined;
  if (nodes.some((node) => matches(node.path, path))) return undefined;
  const isOpen = (node: DescribedNode) =>
    node.format === 'node' &&
    !nodes.some((other) => other.path.startsWith(node.path === '' ? '' : `${node.path}/`) && other !== node);
  const above = rest.slice(0, -1).map((_name, i) => rest.slice(0, i + 1).join('/'));
  const open = nodes.some((node) => isOpen(node) && above.some((each) => matches(node.path, each)));
  return open ? undefined : `the description of the object has no node ${path}`;
}
