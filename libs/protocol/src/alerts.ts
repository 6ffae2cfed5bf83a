import { type ProtocolErrorCode, type Remark } from './errors.js';
import { defined, isObject, Members, type JsonObject } from './json.js';

/** The alert types that the specification itself defines (TS 5.4). */
export const ALERT = {
  serverInitiated: 'urn:oma:at:dm:2.0:ServerInitiatedMgmt',
  clientInitiated: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt',
  bootstrapComplete: 'urn:oma:at:dm:2.0:BootstrapComplete',
} as const;

export const MARKS = [
  'fatal',
  'critical',
  'minor',
  'warning',
  'informational',
  'harmless',
  'indeterminate',
] as const;
export type Mark = (typeof MARKS)[number];

/** A generic alert (TS 5.4, 7.2.1.5): an event on the device, from client to server only, never answered. */
export interface Alert {
  readonly AlertType: string;
  /** ClientURI of the node the alert is about. */
  readonly SourceURI?: string;
  readonly TargetURI?: string;
  readonly Mark?: Mark;
  /** Media type of `Data`. */
  readonly DataType?: string;
  readonly Data?: JsonObject;
}

/** The alert with which a session must begin (TS 5.4): who wanted it and, if it is known, by which notification. */
export function sessionAlert(by: 'server' | 'client', notificationId?: number): Alert {
  if (by === 'client') return { AlertType: ALERT.clientInitiated };
  if (notificationId === undefined) return { AlertType: ALERT.serverInitiated };
  return {
    AlertType: ALERT.serverInitiated,
    DataType: 'application/json',
    Data: { 'NOTIFICATION-ID': notificationId },
  };
}

/** The NOTIFICATION-ID a ServerInitiatedMgmt alert carries. */
export function notificationIdOf(alert: Alert): number | undefined {
  const id = alert.Data?.['NOTIFICATION-ID'];
  return typeof id === 'number' && Number.isInteger(id) && id >= 0 && id <= 0xffff ? id : undefined;
}

/** Reads the `Alert` member of a package. */
export function decodeAlerts(items: readonly unknown[], code: ProtocolErrorCode, remarks: Remark[]): Alert[] {
  return items.map((item, i) => decodeAlert(item, `Alert/${i}`, code, remarks));
}

function decodeAlert(value: unknown, at: string, code: ProtocolErrorCode, remarks: Remark[]): Alert {
  const clause = 'TS 5.4';
  const members = Members.of(value, at, code, clause);
  const AlertType = members.requiredString('AlertType');
  const DataType = members.string('DataType');
  const mark = members.string('Mark');
  if (mark !== undefined && !isMark(mark)) throw members.fail('Mark', `must be one of ${MARKS.join(', ')}`);
  const Data = decodeData(members, AlertType, remarks);
  if (Data !== undefined && DataType === undefined)
    remarks.push({ clause, text: `${at}: DataType must be there if Data is` });
  if (DataType !== undefined && !DataType.includes('/'))
    remarks.push({ clause, text: `${at}: DataType "${DataType}" is no media type` });
  return defined<Alert>({
    AlertType,
    SourceURI: members.string('SourceURI'),
    TargetURI: members.string('TargetURI'),
    Mark: mark,
    DataType,
    Data,
  });
}

function decodeData(members: Members, type: string, remarks: Remark[]): JsonObject | undefined {
  const data = members.get('Data');
  if (data === undefined || isObject(data)) return data;
  if (
    type === ALERT.serverInitiated &&
    (typeof data === 'number' || (typeof data === 'string' && /^\d+$/.test(data)))
  ) {
    remarks.push({
      clause: 'TS 5.4',
      text: `${members.path('Data')}: a bare NOTIFICATION-ID instead of an object`,
    });
    return { 'NOTIFICATION-ID': Number(data) };
  }
  throw members.fail('Data', 'must be a JSON object');
}

function isMark(mark: string): mark is Mark {
  return (MARKS as readonly string[]).includes(mark);
}
