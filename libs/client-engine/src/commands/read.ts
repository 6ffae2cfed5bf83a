import { encodeMo, MEDIA, type ClientUri, type MoItem } from '@dm2/protocol';
import { CommandFailure } from '../command-failure.js';
import { collect, MAX_INLINE_BLOB, toMoValue } from '../mo-data.js';
import { findInstance, interiorNode, isInterior, type StoredNode } from '../stored-device.js';
import {
  findTargets,
  readClientUri,
  requireRight,
  validatorAt,
  type CommandContext,
  type CommandOutcome,
  type Target,
  type TreeContext,
} from './context.js';

/** What one ClientURI reads (TS 6.3.1.1, "Read"). */
export interface Reading {
  readonly uri: ClientUri;
  readonly targets: readonly Target[];
  /** The validator that the server has (`cv`) is that of every instance read: nothing is to be sent (TS 11). */
  readonly unchanged: boolean;
}

/** @throws CommandFailure 400, 403, 404 */
export function read(text: string, context: TreeContext): Reading {
  const uri = readClientUri(text);
  const targets = findTargets(uri, context);
  for (const target of targets) {
    if (!target.ddf.access.has('Get')) throw new CommandFailure(403, `${target.uri} can't be read`);
    requireRight('read', target, [shallow(target.node.stored, uri.lv)], context);
  }
  const unchanged =
    uri.cv !== undefined && targets.every((target) => validatorAt(target, context.tree) === uri.cv);
  return { uri, targets, unchanged };
}

/** As much of a node as is read: with `lv`, so many levels. */
export function shallow(node: StoredNode, levels = Infinity): StoredNode {
  if (!isInterior(node) || levels === Infinity) return node;
  if (levels <= 0) return interiorNode([]);
  return interiorNode(
    Object.entries(node.children).map(([name, child]) => [name, shallow(child, levels - 1)] as const),
  );
}

/** Targets as `application/dmmo+json` (TS 7.2.1.4); a root carries its cache validator (TS 11). */
export async function moItems(
  targets: readonly Target[],
  lv: number | undefined,
  context: Pick<CommandContext, 'tree' | 'blobs'>,
): Promise<MoItem[]> {
  const items: MoItem[] = [];
  for (const target of targets) {
    const root = target.path.length === 0;
    const name = root ? (findInstance(context.tree, target.moid, target.miid)?.name ?? '') : target.node.name;
    const cv = root ? validatorAt(target, context.tree) : undefined;
    items.push({
      ClientURI: target.uri,
      ...(cv === undefined ? {} : { CV: cv }),
      MOData: { [name]: await toMoValue(target.node.stored, target.ddf, context.blobs, lv) },
    });
  }
  return items;
}

/** GET (TS 5.3.6): one leaf of text as its bare value, anything else as MO data; 204 for a leaf without content. */
export async function get(clientUri: string, context: CommandContext): Promise<CommandOutcome> {
  const reading = read(clientUri, context);
  if (reading.unchanged) return { status: 304 };
  const { targets, uri } = reading;
  const [only] = targets;
  if (only && targets.length === 1) {
    const { stored } = only.node;
    if ('value' in stored && (stored.value === null || stored.value === '')) return { status: 204 };
    const text = await bareText(only, context);
    if (text) return { status: 200, data: { contentType: 'text/plain; charset=utf-8', bytes: text } };
  }
  return {
    status: 200,
    data: { contentType: MEDIA.mo, bytes: encodeMo(await moItems(targets, uri.lv, context)) },
  };
}

async function bareText(target: Target, context: CommandContext): Promise<Uint8Array | undefined> {
  const { stored } = target.node;
  if (target.ddf.format !== 'chr') return undefined;
  if ('value' in stored)
    return typeof stored.value === 'string' ? new TextEncoder().encode(stored.value) : undefined;
  if (!('blob' in stored)) return undefined;
  if (stored.blob.size > MAX_INLINE_BLOB)
    throw new CommandFailure(500, `${target.uri} has ${stored.blob.size} bytes: too many for a GET`);
  return collect(context.blobs.read(stored.blob.sha256), MAX_INLINE_BLOB, 500);
}
