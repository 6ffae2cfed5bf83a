import {
  decodeMo,
  parseClientUri,
  type Alert,
  type MoEntry,
  type MoItem,
  type PartData,
} from '@dm2/protocol';
import type { Effect, Knowledge, ResultData } from './effects.js';

/** Generic alerts of a package (TS 5.4): kept as they came; none is ever answered. */
export function alertEffects(alerts: readonly Alert[]): Effect[] {
  return alerts.map((alert) => ({ kind: 'alert', alert }));
}

/** The management objects a Package#1 lists (TS 5.2.2). */
export function inventoryEffects(entries: readonly MoEntry[]): Effect[] {
  return entries.flatMap((entry): Effect[] =>
    entry.MOID === undefined
      ? []
      : [
          {
            kind: 'inventory',
            moid: entry.MOID,
            miids: entry.MIID,
            ...(entry.DDF === undefined ? {} : { ddf: entry.DDF }),
          },
        ],
  );
}

/** GET data as it is stored, and what it tells about the device's tree. */
export interface DecodedData {
  readonly data: ResultData;
  readonly knowledge: Knowledge[];
  readonly remarks: { clause: string; text: string }[];
}

const TEXT = /^(text\/|application\/(json|xml|[\w.-]+\+(json|xml))$)/;

/** Decodes the data of one GET (TS App. F, 7.2.1.4); data that can't be decoded is kept as it came, with a remark. */
export function decodeGetData(part: PartData, clientUri: string): DecodedData {
  const type = (part.contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (type === 'application/dmmo+json') {
    try {
      const { items, remarks } = decodeMo(part.bytes);
      return {
        data: { contentType: part.contentType, encoding: 'mo', value: items },
        knowledge: items.flatMap(knowledgeOfItem),
        remarks,
      };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return {
        data: opaque(part),
        knowledge: [],
        remarks: [{ clause: 'TS 7.2.1.4', text: `GET data not understood: ${why}` }],
      };
    }
  }
  if (!TEXT.test(type)) return { data: opaque(part), knowledge: [], remarks: [] };
  const value = new TextDecoder().decode(part.bytes);
  const place = placeOf(clientUri);
  return {
    data: { contentType: part.contentType, encoding: 'text', value },
    knowledge: place && place.path.length > 0 ? [{ ...place, value }] : [],
    remarks: [],
  };
}

function opaque(part: PartData): ResultData {
  return {
    contentType: part.contentType,
    encoding: 'base64',
    value: Buffer.from(part.bytes).toString('base64'),
  };
}

function knowledgeOfItem(item: MoItem): Knowledge[] {
  const place = placeOf(item.ClientURI);
  const [entry] = Object.entries(item.MOData);
  if (!place || !entry) return [];
  const [name, value] = entry;
  return [
    {
      ...place,
      value,
      ...(place.path.length === 0 ? { rootName: name } : {}),
      ...(item.CV === undefined ? {} : { cv: item.CV }),
      ...(item.DDF === undefined ? {} : { ddf: item.DDF }),
    },
  ];
}

/** The one place a ClientURI without wildcard or x-name names; `undefined` for any other. */
export function placeOf(clientUri: string): { moid: string; miid: string; path: string[] } | undefined {
  let uri;
  try {
    uri = parseClientUri(clientUri);
  } catch {
    return undefined;
  }
  const miid =
    uri.instance.kind === 'name' ? uri.instance.name : uri.instance.kind === 'only' ? '' : undefined;
  if (miid === undefined) return undefined;
  const path: string[] = [];
  for (const segment of uri.path) {
    if (segment.kind !== 'name') return undefined;
    path.push(segment.name);
  }
  return { moid: uri.moid, miid, path };
}

/** `DevInfo/Lang`, if that is among what a GET brought. */
export function langOf(knowledge: readonly Knowledge[]): string | undefined {
  for (const known of knowledge) {
    if (!known.moid.includes('oma-dm-devinfo:')) continue;
    if (known.path.length === 1 && known.path[0] === 'Lang' && typeof known.value === 'string')
      return known.value;
    if (known.path.length === 0 && typeof known.value === 'object' && known.value !== null) {
      const lang = known.value['Lang'];
      if (typeof lang === 'string') return lang;
    }
  }
  return undefined;
}
