/** What can be wrong with the embedded cluster; the message is one sentence and what to do. */
export type ClusterErrorCode =
  'no-binaries' | 'no-user' | 'no-place' | 'in-use' | 'not-started' | 'unreachable' | 'not-allowed';

/** The only error this library throws on purpose. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';

  constructor(
    readonly code: ClusterErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
