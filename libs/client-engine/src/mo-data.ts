import { ddfChild, type DdfNode, type Format, type MoValue } from '@dm2/protocol';
import { CommandFailure } from './command-failure.js';
import type { BlobStore } from './ports.js';
import { isInterior, type StoredNode } from './stored-device.js';

/** Bytes of a blob as MO data holds them, base64; larger ones travel only as a bare value. */
export const MAX_INLINE_BLOB = 4 * 1024 * 1024;

export async function collect(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw new CommandFailure(415, `more than ${limit} bytes of MO data`);
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
  ddf: DdfNode | undefined,
  blobs: BlobStore,
  levels = Infinity,
): Promise<MoValue> {
  if ('value' in node) return node.value;
  if ('blob' in node) {
    if (node.blob.size > MAX_INLINE_BLOB)
      throw new CommandFailure(500, `a value of ${node.blob.size} bytes does not fit into MO data`);
    return (await collect(blobs.read(node.blob.sha256), MAX_INLINE_BLOB)).toString('base64');
  }
  if (levels <= 0) return {};
  const out: Record<string, MoValue> = {};
  for (const [name, child] of Object.entries(node.children)) {
    const described = ddf && ddfChild(ddf, name);
    if (described && !described.access.has('Get')) continue;
    out[name] = isInterior(child) && levels <= 1 ? {} : await toMoValue(child, described, blobs, levels - 1);
  }
  return out;
}

/**
 * MO data as a node, checked against its description: only described nodes, values of the described format.
 *
 * @throws CommandFailure 415 naming the node that does not fit.
 */
export function fromMoValue(value: MoValue, ddf: DdfNode, at: string): StoredNode {
  if (ddf.format === 'node') {
    if (typeof value !== 'object' || value === null)
      throw new CommandFailure(415, `${at} is an interior node and takes a JSON object`);
    const children: Record<string, StoredNode> = {};
    for (const [name, below] of Object.entries(value)) {
      const described = ddfChild(ddf, name);
      if (!described) throw new CommandFailure(415, `${at}/${name} is not described`);
      children[name] = fromMoValue(below, described, `${at}/${name}`);
    }
    for (const child of ddf.children) addMissing(child, children, at);
    return { children };
  }
  return { value: leafFromJson(value, ddf.format, at) };
}

/** Children that must be there: a permanent one comes with its parent, a default is used, any other is an error. */
function addMissing(child: DdfNode, children: Record<string, StoredNode>, at: string): void {
  if (child.name === undefined || Object.hasOwn(children, child.name) || child.occurrence.kind !== 'One')
    return;
  if (child.format === 'node') {
    const below: Record<string, StoredNode> = {};
    for (const grandchild of child.children) addMissing(grandchild, below, `${at}/${child.name}`);
    children[child.name] = { children: below };
  } else if (child.defaultValue !== undefined) {
    children[child.name] = { value: leafFromText(child.defaultValue, child.format, `${at}/${child.name}`) };
  } else if (child.format === 'null') {
    children[child.name] = { value: null };
  } else {
    throw new CommandFailure(415, `${at}/${child.name} is missing`);
  }
}

function leafFromJson(value: MoValue, format: Format, at: string): string | number | boolean | null {
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
      if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong();
      return value;
    case 'float':
      if (typeof value !== 'number') throw wrong();
      return value;
    case 'b64':
    case 'bin':
      if (typeof value !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw wrong();
      return value;
    case 'chr':
    case 'xml':
    case 'date':
    case 'time':
      if (typeof value !== 'string') throw wrong();
      return value;
  }
}

/** A bare value (`text/plain`) as a leaf. @throws CommandFailure 415 */
export function leafFromText(text: string, format: Format, at: string): string | number | boolean | null {
  switch (format) {
    case 'int':
    case 'float':
      return leafFromJson(text.trim() === '' ? text : Number(text), format, at);
    case 'bool':
      return leafFromJson(text === 'true' ? true : text === 'false' ? false : text, format, at);
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
