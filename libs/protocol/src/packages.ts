import { decodeAlerts, type Alert } from './alerts.js';
import type { RawCommand } from './commands.js';
import { boundedRemarks, ProtocolError, type Remark } from './errors.js';
import { defined, encodeJson, Members, parseJson } from './json.js';
import { MEDIA, parseMediaType } from './media.js';
import { remarksOnMoid } from './objects/moid.js';
import { decodeMultipartPackage3, encodeMultipartPackage3, type MultipartLimits } from './multipart.js';

/** One management object of a Package#1: which instances of it the client has (TS 5.2.2). */
export interface MoEntry {
  readonly DDF?: string;
  readonly MOID?: string;
  readonly MIID: readonly string[];
}

/** Session initiation, client to server (TS 5.2.2, 7.2.1.1). */
export interface Package1 {
  readonly kind: 'package1';
  readonly MOS?: readonly MoEntry[];
  readonly Alert?: readonly Alert[];
  readonly remarks: readonly Remark[];
}

/** What became of one command (TS 5.2.4); `URI` names where an HGET without ClientURI put its data. */
export interface StatusItem {
  readonly sc: number;
  readonly URI?: readonly string[];
}

/** Commands, server to client (TS 5.2.3, 7.2.1.2). `Status` is the change request's, for the previous package. */
export interface Package2 {
  readonly kind: 'package2';
  readonly CMD: readonly RawCommand[];
  readonly Status?: readonly StatusItem[];
  readonly remarks: readonly Remark[];
}

/** Data of a GET, as it travels in a part of its own (TS App. F). */
export interface PartData {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Statuses and results, client to server (TS 5.2.4, 7.2.1.3). */
export interface Package3 {
  readonly kind: 'package3';
  /** One for each command of the Package#2 it answers, in their order. */
  readonly Status: readonly StatusItem[];
  readonly Alert?: readonly Alert[];
  /** Data of GETs by the index of their command, from 0. */
  readonly data: ReadonlyMap<number, PartData>;
  readonly remarks: readonly Remark[];
}

/** A body and the media type that names it. */
export interface EncodedPackage {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/**
 * Reads what a DM Server receives, by its media type: a Package#1, or a Package#3 with or without data.
 *
 * @throws ProtocolError 415 for another media type (TS 5.5), 400 for a broken body, 413 beyond the limits.
 */
export async function decodeRequest(request: {
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
  readonly limits?: MultipartLimits;
}): Promise<Package1 | Package3> {
  const type = request.contentType === undefined ? undefined : parseMediaType(request.contentType);
  switch (type?.essence) {
    case MEDIA.initiation:
      return decodePackage1(request.body);
    case MEDIA.response:
      return decodePackage3(request.body);
    case MEDIA.multipart:
      return decodeMultipartPackage3(request.contentType ?? '', request.body, request.limits);
    default:
      throw new ProtocolError(
        'unsupported-media-type',
        'Content-Type',
        'TS 5.5',
        `Content-Type is ${request.contentType === undefined ? 'missing' : `"${request.contentType.slice(0, 200)}"`}; a DM package is ${MEDIA.initiation}, ${MEDIA.response} or ${MEDIA.multipart}`,
        415,
      );
  }
}

/** Reads a Package#1. @throws ProtocolError */
export function decodePackage1(body: Uint8Array): Package1 {
  const clause = 'TS 7.2.1.1';
  const remarks: Remark[] = [];
  const members = Members.of(parseJson(body, 'malformed-json', clause), '', 'malformed-package', clause);
  const MOS = members.array('MOS')?.map((item, i) => decodeMoEntry(item, i, remarks));
  const items = members.array('Alert');
  const Alert = items && decodeAlerts(items, 'malformed-package', remarks);
  if (!Alert?.some((alert) => /:(Server|Client)InitiatedMgmt$|:BootstrapComplete$/.test(alert.AlertType))) {
    remarks.push({ clause: 'TS 5.2.2', text: 'Alert: no alert says who initiated the session' });
  }
  return defined<Package1>({ kind: 'package1', MOS, Alert, remarks: boundedRemarks(remarks) });
}

function decodeMoEntry(item: unknown, i: number, remarks: Remark[]): MoEntry {
  const clause = 'TS 5.2.2';
  const members = Members.of(item, `MOS/${i}`, 'malformed-package', clause);
  const MIID = members.strings('MIID');
  if (MIID === undefined) throw members.fail('MIID', 'is required');
  const entry = defined<MoEntry>({ DDF: members.string('DDF'), MOID: members.string('MOID'), MIID });
  for (const member of ['DDF', 'MOID'] as const) {
    if (entry[member] === undefined) remarks.push({ clause, text: `MOS/${i}/${member} must be given` });
  }
  if (entry.MOID !== undefined) remarks.push(...remarksOnMoid(entry.MOID, `MOS/${i}/MOID`));
  return entry;
}

/**
 * Reads a Package#2. Its `Status`, which the schema of the TS does not have, is the change request's: one item for the previous
 * package as a whole.
 *
 * @throws ProtocolError
 */
export function decodePackage2(body: Uint8Array): Package2 {
  const clause = 'TS 7.2.1.2';
  const remarks: Remark[] = [];
  const members = Members.of(parseJson(body, 'malformed-json', clause), '', 'malformed-package', clause);
  const items = members.array('CMD');
  if (items === undefined) throw members.fail('CMD', 'is required');
  const CMD = items.map((item, i): RawCommand => {
    if (!Array.isArray(item) || item.length === 0)
      throw members.fail(`CMD/${i}`, 'must be an array of the name and its parameters');
    return item.map((value: unknown, j) => {
      if (typeof value !== 'string') throw members.fail(`CMD/${i}/${j}`, 'must be a string');
      return value;
    });
  });
  const statuses = members.array('Status');
  const Status = statuses && decodeStatuses(statuses, remarks, 'CR 6.2');
  if (Status && Status.length !== 1)
    remarks.push({
      clause: 'CR 6.2',
      text: `Status: ${Status.length} items instead of one for the previous package`,
    });
  return defined<Package2>({ kind: 'package2', CMD, Status, remarks: boundedRemarks(remarks) });
}

/** Reads a Package#3 without data. @throws ProtocolError */
export function decodePackage3(body: Uint8Array): Package3 {
  const clause = 'TS 7.2.1.3';
  const remarks: Remark[] = [];
  const members = Members.of(parseJson(body, 'malformed-json', clause), '', 'malformed-package', clause);
  const statuses = members.array('Status');
  if (statuses === undefined) throw members.fail('Status', 'is required');
  const Status = decodeStatuses(statuses, remarks);
  const items = members.array('Alert');
  const Alert = items && decodeAlerts(items, 'malformed-package', remarks);
  return defined<Package3>({
    kind: 'package3',
    Status,
    Alert,
    data: new Map(),
    remarks: boundedRemarks(remarks),
  });
}

/** The schema's form is `{sc, URI?}`; the specification's examples also have a bare number and `[200, "urn:…"]`. */
function decodeStatuses(items: readonly unknown[], remarks: Remark[], clause = 'TS 7.2.1.3'): StatusItem[] {
  return items.map((item, i) => {
    const at = `Status/${i}`;
    if (typeof item === 'number') {
      remarks.push({ clause, text: `${at}: a bare number instead of {"sc": …}` });
      return { sc: statusCode(item, at) };
    }
    if (Array.isArray(item)) {
      const [sc, ...uris] = item as unknown[];
      const URI = uris.map((uri) => {
        if (typeof uri !== 'string')
          throw new ProtocolError('malformed-package', at, clause, `${at} must hold a status and ClientURIs`);
        return uri;
      });
      remarks.push({ clause, text: `${at}: an array instead of {"sc": …, "URI": […]}` });
      return { sc: statusCode(sc, at), ...(URI.length > 0 ? { URI } : {}) };
    }
    const members = Members.of(item, at, 'malformed-package', clause);
    return defined<StatusItem>({
      sc: statusCode(members.get('sc'), `${at}/sc`),
      URI: members.strings('URI'),
    });
  });
}

function statusCode(value: unknown, at: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 100 || value > 1999) {
    throw new ProtocolError('malformed-package', at, 'TS App. C', `${at} must be a status code`);
  }
  return value;
}

/** Writes a Package#1. */
export function encodePackage1({ MOS, Alert }: Omit<Package1, 'kind' | 'remarks'>): EncodedPackage {
  return { contentType: MEDIA.initiation, body: encodeJson({ MOS, Alert }) };
}

/** Writes a Package#2. */
export function encodePackage2({ CMD, Status }: Omit<Package2, 'kind' | 'remarks'>): EncodedPackage {
  return { contentType: MEDIA.request, body: encodeJson({ CMD, Status }) };
}

/** Writes a Package#3: plain JSON, or multipart if there is data of a GET (TS App. F: only then). */
export function encodePackage3({ Status, Alert, data }: Omit<Package3, 'kind' | 'remarks'>): EncodedPackage {
  const json = encodeJson({ Status, Alert });
  if (data.size === 0) return { contentType: MEDIA.response, body: json };
  return encodeMultipartPackage3(json, data);
}
