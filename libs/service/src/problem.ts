import { STATUS_CODES } from 'node:http';

/** An error as the caller gets it (RFC 9457), with the field and the clause of the specification it is about. */
export interface ProblemDetails {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** A stable word for programs. */
  readonly code: string;
  readonly field?: string;
  readonly clause?: string;
  readonly errors?: readonly { readonly field: string; readonly detail: string; readonly clause?: string }[];
}

export interface ProblemOptions {
  readonly code: string;
  readonly detail: string;
  readonly field?: string;
  readonly clause?: string;
  readonly errors?: ProblemDetails['errors'];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An error that is answered as it is. `cause` is for the log only. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly headers: Readonly<Record<string, string>>;
  readonly details: ProblemDetails;

  constructor(
    readonly status: number,
    { code, detail, field, clause, errors, headers, cause }: ProblemOptions,
  ) {
    super(detail, cause === undefined ? undefined : { cause });
    this.headers = headers ?? {};
    this.details = {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      detail,
      code,
      ...(field === undefined ? {} : { field }),
      ...(clause === undefined ? {} : { clause }),
      ...(errors === undefined ? {} : { errors }),
    };
  }
}

/** What is sent for any error: a `Problem` as it is, a framework's 4xx with its message, everything else without detail. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const known = (error ?? {}) as {
    statusCode?: number;
    status?: number;
    code?: string;
    message?: string;
    getStatus?: () => number;
  };
  const status = known.getStatus?.() ?? known.statusCode ?? known.status;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Problem(status, {
      code: (known.code ?? STATUS_CODES[status] ?? 'error').toLowerCase().replace(/[\s_]+/g, '-'),
      detail: known.message ?? 'the request is wrong',
      cause: error,
    });
  }
  return new Problem(500, {
    code: 'internal',
    detail: 'an unexpected error; its reason is in the log of the service',
    cause: error,
  });
}
