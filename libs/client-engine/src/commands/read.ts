import { encodeMo, type ClientUri, type MoItem } from '@dm2/protocol';
import { CommandFailure } from '../command-failure.js';
import { toMoValue } from '../mo-data.js';
import { findInstance, isInterior } from '../stored-device.js';
import {
  findTargets,
  readClientUri,
  validatorOf,
  type CommandContext,
  type CommandOutcome,
  type Target,
} from './context.js';

/** What reading one ClientURI gives (TS 6.3.1.1, "Read"): targets, or nothing new for the validator the server has. */
export type Reading =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'targets'; readonly targets: Target[]; readonly uri: ClientUri };

/** @throws CommandFailure 400, 403, 404 */
export function read(text: string, context: CommandContext): Reading {
  const uri = readClientUri(text);
  const targets = findTargets(uri, context);
  for (const target of targets) {
    if (!target.ddf.access.has('Get')) throw new CommandFailure(403, `${target.uri} can't be read`);
  }
  const unchanged =
    uri.cv !== undefined && targets.every((target) => validatorOf(target, context.state) === uri.cv);
  return unchanged ? { kind: 'unchanged' } : { kind: 'targets', targets, uri };
}

/** Targets as `application/dmmo+json` (TS 7.2.1.4); a root carries its cache validator (TS 11). */
export async function moItems(
  targets: readonly Target[],
  uri: ClientUri,
  context: CommandContext,
): Promise<MoItem[]> {
  const items: MoItem[] = [];
  for (const target of targets) {
    const root = target.path.length === 0;
    const name = root
      ? (findInstance(context.state, target.moid, target.miid)?.name ?? '')
      : target.node.name;
    const cv = root ? validatorOf(target, context.state) : undefined;
    items.push({
      ClientURI: target.uri,
      ...(cv === undefined ? {} : { CV: cv }),
      MOData: { [name]: await toMoValue(target.node.stored, target.ddf, context.blobs, uri.lv) },
    });
  }
  return items;
}

/** GET (TS 5.3.6): one leaf of text as its bare value, anything else as MO data. */
export async function get(clientUri: string, context: CommandContext): Promise<CommandOutcome> {
  const reading = read(clientUri, context);
  if (reading.kind === 'unchanged') return { status: 304 };
  const { targets, uri } = reading;
  const [only] = targets;
  if (only && targets.length === 1 && !isInterior(only.node.stored) && 'value' in only.node.stored) {
    const { value } = only.node.stored;
    if (value === null || value === '') return { status: 204 };
    if (only.ddf.format === 'chr' && typeof value === 'string') {
      return {
        status: 200,
        data: { contentType: 'text/plain; charset=utf-8', bytes: new TextEncoder().encode(value) },
      };
    }
  }
  return {
    status: 200,
    data: { contentType: 'application/dmmo+json', bytes: encodeMo(await moItems(targets, uri, context)) },
  };
}
