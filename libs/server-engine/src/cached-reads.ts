import { decodeCommand, MAX_CLIENT_URI, parseClientUri, type RawCommand } from '@dm2/protocol';
import type { Effect } from './effects.js';
import { placeOf } from './place.js';

/** An instance of a management object that is known of a device, as far as reading it again needs it (TS 11). */
export interface KnownInstance {
  readonly moid: string;
  /** Empty if it has only been addressed as the only one. */
  readonly miid: string;
  /** Its cache validator, while what is stored of it is the whole tree that was read together with this validator. */
  readonly cv?: string;
}

/** A read that carries the validator of an instance: 304 says that what is stored is what would have been sent. */
export interface CachedRead {
  readonly moid: string;
  readonly miid: string;
  readonly path: readonly string[];
  readonly lv?: number;
  readonly cv: string;
}

/**
 * The validator that a GET can use (TS 11.2, step 2a): its ClientURI names one place of one instance, without `cv` of its
 * own, and the validator of that instance is known. HPUT and HPOST go as the task wrote them: a 304 would leave the repository
 * without its data.
 */
export function cachedRead(command: RawCommand, instances: readonly KnownInstance[]): CachedRead | undefined {
  const decoded = decodeCommand(command);
  if (decoded.kind !== 'command' || decoded.command.name !== 'GET') return undefined;
  const { clientUri } = decoded.command;
  const place = placeOf(clientUri);
  if (!place) return undefined;
  const { cv: own, lv } = parseClientUri(clientUri);
  const instance = instances[indexOf(instances, place)];
  if (own !== undefined || instance?.cv === undefined) return undefined;
  const read: CachedRead = {
    ...place,
    miid: instance.miid,
    cv: instance.cv,
    ...(lv === undefined ? {} : { lv }),
  };
  return withValidator(clientUri, read.cv).length <= MAX_CLIENT_URI ? read : undefined;
}

/** A GET as it goes on the wire with the validator. */
export function validated([name = '', clientUri = '']: RawCommand, { cv }: CachedRead): RawCommand {
  return [name, withValidator(clientUri, cv)];
}

function withValidator(clientUri: string, cv: string): string {
  return `${clientUri}${clientUri.includes('?') ? '&' : '?'}cv=${encodeURIComponent(cv)}`;
}

/**
 * What is known of instances after some effects, for the reads that leave in the same exchange. In doubt a validator is dropped: the
 * next exchange has it again if it still holds.
 */
export function learn(known: readonly KnownInstance[], effects: readonly Effect[]): KnownInstance[] {
  let instances = [...known];
  for (const effect of effects) {
    switch (effect.kind) {
      case 'inventory':
        instances = listed(instances, effect.moid, effect.miids);
        break;
      case 'knowledge': {
        const { moid, miid, path, levels, cv } = effect.knowledge;
        const whole = path.length === 0 && levels === undefined;
        instances = put(instances, { moid, miid, ...(whole && cv !== undefined ? { cv } : {}) });
        break;
      }
      case 'changed':
        instances =
          effect.miid === ''
            ? doubted(instances, { ...effect, kind: 'stale' })
            : put(instances, { moid: effect.moid, miid: effect.miid });
        break;
      case 'stale':
      case 'forget':
        instances = doubted(instances, effect);
        break;
      default: // tells nothing of the tree
    }
  }
  return instances;
}

/** The instance that a place belongs to; -1 if it is not known, or not certain. */
function indexOf(
  instances: readonly KnownInstance[],
  { moid, miid }: { readonly moid: string; readonly miid: string },
): number {
  if (miid !== '') return instances.findIndex((other) => other.moid === moid && other.miid === miid);
  const only = instances.findIndex((other) => other.moid === moid);
  return instances.some((other, i) => i > only && other.moid === moid) ? -1 : only;
}

function put(instances: readonly KnownInstance[], instance: KnownInstance): KnownInstance[] {
  const named = indexOf(instances, instance);
  const unnamed = named < 0 ? indexOf(instances, { moid: instance.moid, miid: '' }) : -1;
  const at = named >= 0 ? named : instances[unnamed]?.miid === '' ? unnamed : -1;
  const before = instances[at];
  if (!before) return [...instances, instance];
  return instances.map((other, i) =>
    i === at ? { ...instance, miid: instance.miid === '' ? before.miid : instance.miid } : other,
  );
}

/** TS 5.2.2: a Package#1 lists every instance. */
function listed(
  instances: readonly KnownInstance[],
  moid: string,
  miids: readonly string[],
): KnownInstance[] {
  const before = instances.filter((other) => other.moid === moid);
  const named = miids.map((miid): KnownInstance => {
    const same = before.find((other) => other.miid === miid);
    return { moid, miid, ...(same?.cv === undefined ? {} : { cv: same.cv }) };
  });
  return [...instances.filter((other) => other.moid !== moid), ...named];
}

function doubted(
  instances: readonly KnownInstance[],
  effect: Extract<Effect, { kind: 'stale' | 'forget' }>,
): KnownInstance[] {
  const at = effect.miid === null ? -1 : indexOf(instances, { moid: effect.moid, miid: effect.miid });
  const hit = (other: KnownInstance, i: number) =>
    effect.miid === null || at < 0 ? other.moid === effect.moid : i === at;
  if (effect.kind === 'forget' && effect.path.length === 0 && effect.miid !== null)
    return instances.filter((other, i) => !hit(other, i));
  return instances.map((other, i) => (hit(other, i) ? { moid: other.moid, miid: other.miid } : other));
}
