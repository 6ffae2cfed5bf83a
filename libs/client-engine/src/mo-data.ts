import { ddfChild, MOID, type DdfNode, type Format, type MoValue } from '@dm2/protocol';
import { CommandFailure } from './command-failure.js';
import type { BlobStore } from './ports.js';
import { actualName, nameKey } from './device-tree.js';
import { childOf, interiorNode, isInterior, type LeafValue, type StoredNode } from './stored-device.js';

/** Bytes of a blob that MO data may hold; larger ones travel only as a bare value. */
export const MAX_INLINE_BLOB = 4 * 1024 * 1024;
/** A leaf beyond this is kept as a blob. */
export const MAX_LEAF_IN_PLACE = 64 * 1024;

/** Name of a node (TS 6.3.1). */
const NODE_NAME = /^[A-Za-z0-9._~-]{1,255}$/;
/** Nodes of the Delegation Access Control MO are named by a MOID (TS 12.3): visible characters without `/`. */
const NODE_NAME_OF_MOID = /^[!-.0-~]{1,255}$/;

/** Whether a node of an object can have a name. */
export function isNodeName(name: string, moid: string): boolean {
  return (moid === MOID.accessControl ? NODE_NAME_OF_MOID : NODE_NAME).test(name);
}

/** Formats whose values may be long. */
export function mayBeLong(format: Format): boolean {
  return format === 'bin' || format === 'b64' || format === 'chr' || format === 'xml';
}

/** @throws CommandFailure with `status` if there are more bytes than that. */
export async function collect(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
  status = 415,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw new CommandFailure(status, `more than ${limit} bytes`);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/**
 * A node as MO data (TS 7.2.1.4). What its description does not let anybody read is left out, so that keys and secrets
 * never leave the device; `levels` bounds the depth (`lv`): children beyond it are written `{}`.
 */
export async function toMoValue(
  node: StoredNode,
  ddf: DdfNode,
  blobs: BlobStore,
  levels = Infinity,
): Promise<MoValue> {
  if ('value' in node) return node.value;
  if ('blob' in node) {
    if (node.blob.size > MAX_INLINE_BLOB)
      throw new CommandFailure(500, `a value of ${node.blob.size} bytes does not fit into MO data`);
    const bytes = await collect(blobs.read(node.blob.sha256), MAX_INLINE_BLOB, 500);
    return bytes.toString(isBinary(ddf.format) ? 'base64' : 'utf8');
  }
  if (levels <= 0) return {};
  const members: [string, MoValue][] = [];
  for (const [name, child] of Object.entries(node.children)) {
    const described = ddfChild(ddf, name);
    if (!described?.access.has('Get')) continue;
    members.push([
      name,
      isInterior(child) && levels <= 1 ? {} : await toMoValue(child, described, blobs, levels - 1),
    ]);
  }
  return Object.fromEntries(members);
}

/**
 * MO data as a node, checked against its description: only described nodes, values of the described format. A child that must be
 * there and is not given stays as it was, or gets its default.
 *
 * @throws CommandFailure 415 naming the node that does not fit.
 */
export function fromMoValue(
  value: MoValue,
  ddf: DdfNode,
  {
    moid,
    at,
    before,
  }: { readonly moid: string; readonly at: string; readonly before?: StoredNode | undefined },
): StoredNode {
  if (ddf.format !== 'node') return { value: leafFromJson(value, ddf.format, at) };
  if (typeof value !== 'object' || value === null)
    throw new CommandFailure(415, `${at} is an interior node and takes a JSON object`);
  const children = new Map<string, StoredNode>();
  const keys = new Set<string>();
  for (const [given, below] of Object.entries(value)) {
    if (!isNodeName(given, moid)) throw new CommandFailure(415, `${at} has a child whose name is none`);
    const described = ddfChild(ddf, given);
    if (!described) throw new CommandFailure(415, `${at}/${given} is not described`);
    const name = (before && actualName(before, given, ddf)) ?? described.name ?? given;
    const key = nameKey(name, ddf);
    if (keys.has(key)) throw new CommandFailure(415, `${at}/${given} is there twice`);
    keys.add(key);
    children.set(
      name,
      fromMoValue(below, described, { moid, at: `${at}/${name}`, before: before && childOf(before, name) }),
    );
  }
  for (const child of ddf.children) {
    if (child.name === undefined || children.has(child.name) || child.occurrence.kind !== 'One') continue;
    children.set(
      child.name,
      (before && childOf(before, child.name)) ?? missing(child, `${at}/${child.name}`),
    );
  }
  checkNumbers(children, ddf, at);
  return interiorNode(children);
}

/** Whether there are as many children of a kind as there must and may be (TS 6.3.1, Occurrence). @throws CommandFailure 415 */
function checkNumbers(children: ReadonlyMap<string, StoredNode>, ddf: DdfNode, at: string): void {
  for (const child of ddf.children) {
    const count = [...children.keys()].filter((name) => ddfChild(ddf, name) === child).length;
    if (count === 0 && mustBe(child)) throw new CommandFailure(415, `${at} needs a ${child.name ?? 'child'}`);
    if (count > mostOf(child))
      throw new CommandFailure(415, `${at} has ${count} such nodes: there may be ${mostOf(child)}`);
  }
}

/** Whether at least one such node must be there (TS 6.3.1, Occurrence). */
export function mustBe({ occurrence: { kind } }: DdfNode): boolean {
  return kind === 'One' || kind === 'OneOrMore' || kind === 'OneOrN';
}

/** How many such nodes there may be (TS 6.3.1, Occurrence). */
export function mostOf({ occurrence: { kind, n } }: DdfNode): number {
  return kind === 'One' || kind === 'ZeroOrOne' ? 1 : (n ?? Infinity);
}

/** A child that must be there: a permanent one comes with its parent, `Value` or the default is used, any other is an error. */
function missing(ddf: DdfNode, at: string): StoredNode {
  if (ddf.format === 'node') {
    const children = new Map(
      ddf.children
        .filter((child) => child.name !== undefined && child.occurrence.kind === 'One')
        .map((child) => [child.name ?? '', missing(child, `${at}/${child.name ?? ''}`)]),
    );
    checkNumbers(children, ddf, at);
    return interiorNode(children);
  }
  const first = ddf.value ?? ddf.defaultValue;
  if (first !== undefined) return { value: leafFromText(first, ddf.format, at) };
  if (ddf.format === 'null') return { value: null };
  throw new CommandFailure(415, `${at} is missing`);
}

/** Moves long leaves into the blob store. */
export async function moveLongLeaves(node: StoredNode, ddf: DdfNode, blobs: BlobStore): Promise<StoredNode> {
  if ('blob' in node) return node;
  if ('value' in node) {
    if (typeof node.value !== 'string' || node.value.length <= MAX_LEAF_IN_PLACE) return node;
    const binary = isBinary(ddf.format);
    const bytes = Buffer.from(node.value, binary ? 'base64' : 'utf8');
    if (bytes.length <= MAX_LEAF_IN_PLACE) return node;
    const blob = await blobs.write(oneChunk(bytes));
    return {
      blob: { ...blob, contentType: binary ? 'application/octet-stream' : 'text/plain; charset=utf-8' },
    };
  }
  const children: [string, StoredNode][] = [];
  for (const [name, child] of Object.entries(node.children))
    children.push([name, await moveLongLeaves(child, ddfChild(ddf, name) ?? ddf, blobs)]);
  return interiorNode(children);
}

export async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export function isBinary(format: Format): boolean {
  return format === 'bin' || format === 'b64';
}

/** A leaf of MO data. @throws CommandFailure 415 */
export function leafFromJson(value: MoValue, format: Format, at: string): LeafValue {
  const wrong = () => new CommandFailure(415, `${at} does not take this value: its format is ${format}`);
  switch (format) {
    case 'node':
      throw wrong();
    case 'null':
      if (value !== null) throw wrong();
      return null;
    case 'bool':
      if (typeof value !== 'boolean') throw wrong();
      return value;
    case 'int':
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrong();
      return value;
    case 'float':
      if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong();
      return value;
    case 'b64':
    case 'bin':
      if (typeof value !== 'string' || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
        throw wrong();
      return value;
    case 'chr':
    case 'xml':
    case 'date':
    case 'time':
      if (typeof value !== 'string') throw wrong();
      return value;
  }
}

/** A bare value as a leaf. @throws CommandFailure 415 */
export function leafFromText(text: string, format: Format, at: string): LeafValue {
  const trimmed = text.trim();
  switch (format) {
    case 'int':
      return leafFromJson(/^[+-]?\d{1,16}$/.test(trimmed) ? Number(trimmed) : text, format, at);
    case 'float':
      return leafFromJson(
        /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(trimmed) ? Number(trimmed) : text,
        format,
        at,
      );
    case 'bool':
      return leafFromJson(trimmed === 'true' ? true : trimmed === 'false' ? false : text, format, at);
    case 'null':
      return leafFromJson(text === '' ? null : text, format, at);
    case 'b64':
    case 'bin':
      return Buffer.from(text, 'utf8').toString('base64');
    case 'node':
    case 'chr':
    case 'xml':
    case 'date':
    case 'time':
      return leafFromJson(text, format, at);
  }
}

/** Bytes that came as a bare value, as a leaf. @throws CommandFailure 415 */
export function leafFromBytes(bytes: Uint8Array, format: Format, at: string): LeafValue {
  if (isBinary(format)) return Buffer.from(bytes).toString('base64');
  try {
    return leafFromText(new TextDecoder('utf-8', { fatal: true }).decode(bytes), format, at);
  } catch (cause) {
    if (cause instanceof CommandFailure) throw cause;
    throw new CommandFailure(415, `${at} takes text in UTF-8`, { cause });
  }
}
