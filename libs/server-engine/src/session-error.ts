export type SessionErrorCode = 'package-in-progress' | 'status-count' | 'data-index';

/** A package that does not fit the session. The session stays as it was; the caller answers `httpStatus`. */
export class SessionError extends Error {
  override readonly name = 'SessionError';

  constructor(
    readonly code: SessionErrorCode,
    readonly httpStatus: 400 | 409,
    /** The member of the package that is wrong, as a path such as `Status` or `data/3`. */
    readonly field: string,
    /** The clause that it breaks, such as `TS 5.2.4`. */
    readonly clause: string,
    message: string,
  ) {
    super(message);
  }
}
