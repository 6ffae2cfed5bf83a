import { hasCdata } from './dm1x.js';
import { type ProtocolErrorCode, type Remark } from './errors.js';
import { defined, isObject, Members, type JsonObject } from './json.js';
import { parseMediaType } from './media.js';

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
  const given = alert.Data?.['NOTIFICATION-ID'];
  const id = typeof given === 'string' && DIGITS.test(given) ? Number(given) : given;
  return typeof id === 'number' && Number.isInteger(id) && id >= 0 && id <= 0xffff ? id : undefined;
}

/** A NOTIFICATION-ID as text: 16 bits need no more. */
const DIGITS = /^\d{1,5}$/;

/**
 * Reads the `Alert` member of a package. A server silently ignores what it does not know of an alert (TS 5.4): a `Mark` or `Data`
 * of another form is passed over with a remark.
 */
export function decodeAlerts(items: readonly unknown[], code: ProtocolErrorCode, remarks: Remark[]): Alert[] {
  return items.map((item, i) => decodeAlert(item, `Alert/${i}`, code, remarks));
}

function decodeAlert(value: unknown, at: string, code: ProtocolErrorCode, remarks: Remark[]): Alert {
  const clause = 'TS 5.4';
  const members = Members.of(value, at, code, clause);
  const AlertType = members.requiredString('AlertType');
  const DataType = members.string('DataType');
  const mark = members.string('Mark');
  if (mark !== undefined && !isMark(mark))
    remarks.push({
      clause,
      text: `${at}/Mark: "${mark}" is none of ${MARKS.join(', ')}; it was passed over`,
    });
  const Data = decodeData(members, AlertType, remarks);
  if (Data !== undefined && DataType === undefined)
    remarks.push({ clause, text: `${at}: DataType must be there if Data is` });
  if (DataType !== undefined && !parseMediaType(DataType))
    remarks.push({ clause, text: `${at}: DataType "${DataType}" is no media type` });
  return defined<Alert>({
    AlertType,
    SourceURI: members.string('SourceURI'),
    TargetURI: members.string('TargetURI'),
    Mark: mark !== undefined && isMark(mark) ? mark : undefined,
    DataType,
    Data,
  });
}

function decodeData(members: Members, type: string, remarks: Remark[]): JsonObject | undefined {
  const data = members.get('Data');
  const at = members.path('Data');
  if (data === undefined || isObject(data)) {
    if (type === ALERT.serverInitiated && typeof data?.['NOTIFICATION-ID'] === 'string')
      remarks.push({ clause: 'TS 5.4', text: `${at}/NOTIFICATION-ID: a string instead of a number` });
    if (hasCdata(data?.['DM1x']))
      remarks.push({ clause: 'TS 13.1', text: `${at}/DM1x: the CDATA of the DM 1.x data was not taken off` });
    return data;
  }
  if (
    type === ALERT.serverInitiated &&
    (typeof data === 'number' || (typeof data === 'string' && DIGITS.test(data)))
  ) {
    remarks.push({
      clause: 'TS 5.4',
      text: `${at}: a bare NOTIFICATION-ID instead of an object`,
    });
    return { 'NOTIFICATION-ID': Number(data) };
  }
  remarks.push({ clause: 'TS 7.2.1.5', text: `${at}: no JSON object; it was passed over` });
  return undefined;
}

function isMark(mark: string): mark is Mark {
  return (MARKS as readonly string[]).includes(mark);
}
