import {
  decodeMo,
  isStandardObject,
  type Alert,
  type MoEntry,
  type MoItem,
  type PartData,
} from '@dm2/protocol';
import type { Effect, Knowledge, ResultData } from './effects.js';
import { matchAlert, reportedBy, type AcceptedExecution } from './executions.js';
import { placeOf, readClientUri } from './place.js';

/**
 * Generic alerts of a package (TS 5.4): kept as they came, with the EXEC that one reports on (TS 5.4.1); none is ever answered.
 */
export function alertEffects(alerts: readonly Alert[], executions: readonly AcceptedExecution[]): Effect[] {
  let accepted = executions;
  return alerts.map((alert): Effect => {
    const match = matchAlert(alert, accepted);
    if (!match) return { kind: 'alert', alert };
    const { execution, repeated } = match;
    if (!repeated) {
      accepted = accepted.map((other) =>
        other === execution ? { ...other, reported: reportedBy(alert) } : other,
      );
    }
    const { taskId, step, index } = execution;
    return { kind: 'alert', alert, answers: { taskId, step, index }, repeated };
  });
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
        knowledge: items.flatMap((item) => knowledgeOfItem(item, readClientUri(clientUri)?.lv)),
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
    knowledge: place && place.path.length > 0 ? [{ ...place, value, bare: true }] : [],
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

function knowledgeOfItem(item: MoItem, levels: number | undefined): Knowledge[] {
  const place = placeOf(item.ClientURI);
  const [entry] = Object.entries(item.MOData);
  if (!place || !entry) return [];
  const [name, value] = entry;
  return [
    {
      ...place,
      value,
      ...(place.path.length === 0 ? { rootName: name } : {}),
      ...(levels === undefined ? {} : { levels }),
      ...(item.CV ? { cv: item.CV } : {}),
      ...(item.DDF === undefined ? {} : { ddf: item.DDF }),
    },
  ];
}

/** `DevInfo/Lang`, if that is among what a GET brought; of whatever version of DevInfo. */
export function langOf(knowledge: readonly Knowledge[]): string | undefined {
  for (const known of knowledge) {
    if (!isStandardObject(known.moid, 'devInfo')) continue;
    if (known.path.length === 1 && known.path[0] === 'Lang' && typeof known.value === 'string')
      return known.value;
    if (known.path.length === 0 && typeof known.value === 'object' && known.value !== null) {
      const lang = known.value['Lang'];
      if (typeof lang === 'string') return lang;
    }
  }
  return undefined;
}
