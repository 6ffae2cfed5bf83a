import type { Alert, Mark } from './alerts.js';

/** A generic alert of DM 1.x, as far as DM 2.0 carries it on (TS 13.1). Its correlator has no place: SourceURI takes its part. */
export interface Dm1xAlert {
  /** `Meta/Type`. */
  readonly type: string;
  /** The node that `Source/LocURI` names, as a ClientURI. */
  readonly sourceUri?: string;
  /** The node that `Target/LocURI` names, as a ClientURI. */
  readonly targetUri?: string;
  readonly mark?: Mark;
  /** `Meta/Format`: what `data` is. */
  readonly format: 'xml' | 'chr' | 'int';
  /** The content of `Data` as it stands in the document. */
  readonly data: string;
}

/**
 * The alert of DM 2.0 that carries an alert of DM 1.x with its data verbatim, as `Data: {"DM1x": …}` (TS 13.1). The markers of
 * CDATA sections are taken off; an `int` becomes a number. DataType is a media type, as TS 5.4 wants it.
 */
export function alertFromDm1x(alert: Dm1xAlert): Alert {
  const data = withoutCdata(alert.data);
  const number = alert.format === 'int' && /^\s*[+-]?\d{1,15}\s*$/.test(data);
  return {
    AlertType: alert.type,
    ...(alert.sourceUri === undefined ? {} : { SourceURI: alert.sourceUri }),
    ...(alert.targetUri === undefined ? {} : { TargetURI: alert.targetUri }),
    ...(alert.mark === undefined ? {} : { Mark: alert.mark }),
    DataType: alert.format === 'xml' ? 'text/xml' : 'text/plain',
    Data: { DM1x: number ? Number(data) : data },
  };
}

/** The DM 1.x data an alert carries, without the markers of CDATA sections (TS 13.1); `undefined` if it carries none. */
export function dm1xDataOf(alert: Alert): string | number | undefined {
  const data = alert.Data?.['DM1x'];
  if (typeof data === 'string') return withoutCdata(data);
  return typeof data === 'number' ? data : undefined;
}

/** Whether data still has a CDATA section. */
export function hasCdata(data: unknown): boolean {
  return typeof data === 'string' && data.includes(OPEN);
}

const OPEN = '<![CDATA[';
const CLOSE = ']]>';

function withoutCdata(data: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let open = data.indexOf(OPEN); open >= 0; open = data.indexOf(OPEN, at)) {
    const close = data.indexOf(CLOSE, open + OPEN.length);
    if (close < 0) break;
    parts.push(data.slice(at, open), data.slice(open + OPEN.length, close));
    at = close + CLOSE.length;
  }
  parts.push(data.slice(at));
  return parts.join('');
}
