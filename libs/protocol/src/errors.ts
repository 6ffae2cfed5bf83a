export type ProtocolErrorCode =
  | 'malformed-json'
  | 'malformed-package'
  | 'malformed-multipart'
  | 'malformed-mo'
  | 'malformed-client-uri'
  | 'malformed-server-uri'
  | 'malformed-notification'
  | 'malformed-ddf'
  | 'unsupported-media-type'
  | 'too-large';

/** The only thing a decoder throws: what is wrong, where, and which clause says so. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  constructor(
    readonly code: ProtocolErrorCode,
    /** The member that is wrong, as a path such as `Status/3/sc`; empty for the whole. */
    readonly field: string,
    /** The clause it breaks, such as `TS 5.2.4`. */
    readonly clause: string,
    /** What is wrong, fit for the wire. */
    message: string,
    /** The HTTP status with which a receiver answers. */
    readonly httpStatus: 400 | 406 | 413 | 415 = 400,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A tolerated deviation that was met while reading. */
export interface Remark {
  readonly clause: string;
  readonly text: string;
}

/** More remarks on one message are only counted: a peer does not decide how much is kept of it. */
export const MAX_REMARKS = 100;

/** The remarks on one message, bounded in number and length. */
export function boundedRemarks(remarks: readonly Remark[]): Remark[] {
  const kept = remarks.slice(0, MAX_REMARKS).map(({ clause, text }) => ({
    clause,
    text: text.length > 300 ? `${text.slice(0, 300)}…` : text,
  }));
  const left = remarks.length - kept.length;
  return left === 0 ? kept : [...kept, { clause: 'TS', text: `and ${left} more` }];
}
