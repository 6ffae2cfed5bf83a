import type { DmCommand, StatusItem } from '@dm2/protocol';
import type { Effect } from './effects.js';
import { placeOf, readClientUri } from './place.js';
import { isSuccess } from './status.js';

/**
 * What the status of a command tells of the device's tree. What was read is stored together with the validator it was read
 * with, so nothing here is needed for a 304 to be true; it keeps what is shown honest, and spares a read in vain.
 */
export function treeEffects(command: DmCommand, item: StatusItem): Effect[] {
  switch (command.name) {
    case 'DELETE':
      return isSuccess(item.sc) ? forgotten(command.clientUri) : [];
    case 'GET':
      if (item.sc === 404) return gone(command.clientUri);
      // TS App. C: the target has no content.
      return item.sc === 204 && placeOf(command.clientUri) ? changed(command.clientUri) : [];
    case 'HGET':
      if (!isSuccess(item.sc)) return [];
      return [...(command.clientUri === undefined ? [] : [command.clientUri]), ...(item.URI ?? [])].flatMap(
        changed,
      );
    case 'EXEC':
      return isSuccess(item.sc) ? stale(command.clientUri) : [];
    case 'HPUT':
    case 'HPOST':
    case 'SHOW':
    case 'CONT':
    case 'END':
    case 'DEFAULT':
    case 'SUB':
    case 'UNSUB':
      return [];
  }
}

function forgotten(clientUri: string): Effect[] {
  const place = placeOf(clientUri);
  if (place) return [{ kind: 'forget', ...place }];
  const uri = readClientUri(clientUri);
  return uri ? [{ kind: 'forget', moid: uri.moid, miid: null, path: [] }] : [];
}

/** Not found: a node that was known is gone. Of "the only instance" it only says that there is none, or several. */
function gone(clientUri: string): Effect[] {
  const place = placeOf(clientUri);
  return place && place.miid !== '' ? [{ kind: 'forget', ...place }] : [];
}

function changed(clientUri: string): Effect[] {
  const place = placeOf(clientUri);
  return place ? [{ kind: 'changed', ...place }] : stale(clientUri);
}

function stale(clientUri: string): Effect[] {
  const place = placeOf(clientUri);
  const uri = readClientUri(clientUri);
  return uri ? [{ kind: 'stale', moid: uri.moid, miid: place?.miid ?? null }] : [];
}
