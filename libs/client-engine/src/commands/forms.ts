import { accepts, encodeMo, MEDIA, parseMediaType } from '@dm2/protocol';
import { isBinary, MAX_INLINE_BLOB, oneChunk } from '../mo-data.js';
import type { CommandContext, Target } from './context.js';
import { moItems } from './read.js';
import { upload, type Form, type TransferPorts } from './transfer.js';

/** A node to send. */
export interface Found {
  readonly target: Target;
  readonly lv: number | undefined;
}

export type Delivery =
  | { readonly kind: 'taken' }
  /** The receiver takes none of the forms; `takes` is what it names. */
  | { readonly kind: 'unacceptable'; readonly takes: string | undefined }
  | { readonly kind: 'failed'; readonly status: number };

/**
 * Sends data in the first form that is taken. After 415 or 406 those that the receiver names in OMADM-Accept are tried (TS 5.3.11,
 * 5.5).
 *
 * @throws CommandFailure 419 if no answer came.
 */
export async function deliver(
  method: 'PUT' | 'POST',
  url: string,
  forms: readonly Form[],
  accepted: string | undefined,
  ports: TransferPorts,
): Promise<Delivery> {
  let takes = accepted;
  for (const form of forms) {
    if (!accepts(takes, parseMediaType(form.contentType)?.essence ?? '')) continue;
    const { status, headers } = await upload(method, url, form, ports);
    if (status >= 200 && status <= 299) return { kind: 'taken' };
    if (status !== 415 && status !== 406) return { kind: 'failed', status };
    takes = headers['omadm-accept'] ?? headers['accept'] ?? takes;
  }
  return { kind: 'unacceptable', takes };
}

/** The forms in which the data can travel, the preferred one first: one long leaf goes as its bare value, if it has to as MO data. */
export async function formsOf(
  found: readonly Found[],
  context: Pick<CommandContext, 'tree' | 'blobs'>,
): Promise<Form[]> {
  const [only] = found;
  const bare = only && found.length === 1 ? bareForm(only.target, context) : undefined;
  const long = only && bare && 'blob' in only.target.node.stored ? only.target.node.stored.blob : undefined;
  if (bare && long && long.size > MAX_INLINE_BLOB) return [bare];
  const items = [];
  for (const { target, lv } of found) items.push(...(await moItems([target], lv, context)));
  const mo = inMemory(MEDIA.mo, encodeMo(items));
  return bare ? (long ? [bare, mo] : [mo, bare]) : [mo];
}

function bareForm(target: Target, context: Pick<CommandContext, 'blobs'>): Form | undefined {
  const { stored } = target.node;
  if ('blob' in stored) {
    const { contentType, size, sha256 } = stored.blob;
    return { contentType, length: size, chunks: () => context.blobs.read(sha256) };
  }
  if (!('value' in stored) || stored.value === null) return undefined;
  return isBinary(target.ddf.format)
    ? inMemory('application/octet-stream', Buffer.from(String(stored.value), 'base64'))
    : inMemory('text/plain; charset=utf-8', new TextEncoder().encode(String(stored.value)));
}

function inMemory(contentType: string, bytes: Uint8Array): Form {
  return { contentType, length: bytes.length, chunks: () => oneChunk(bytes) };
}
