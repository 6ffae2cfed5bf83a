import type { Answer, GetPath } from './types.js';

/** One of the things that are wrong with a request. */
export interface FieldError {
  readonly field: string;
  readonly detail: string;
  readonly clause?: string;
}

/** A problem the API reported (RFC 9457), or that it could not be reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    /** 0 if nothing answered. */
    readonly status: number,
    message: string,
    readonly field?: string,
    readonly clause?: string,
    /** Everything that is wrong, where the API found more than one thing. */
    readonly errors: readonly FieldError[] = [],
    /** A word for programs; empty if nothing answered. */
    readonly code: string = '',
  ) {
    super(message);
  }
}

type Values = Readonly<Record<string, string | number | undefined>>;

/** Reads from the management API, by the path as its description names it: `get('/api/v1/sessions/{id}', { id })`. */
export function get<P extends GetPath>(
  path: P,
  params: Values = {},
  query: Values = {},
  signal?: AbortSignal,
): Promise<Answer<P>> {
  return call<Answer<P>>(urlOf(path, params, query), signal ? { signal } : {});
}

/** Changes something by POST; paths as in `get`. */
export function post<T>(path: string, params: Values, body?: unknown): Promise<T> {
  return change<T>('POST', path, params, body);
}

/** Changes something by another method; paths as in `get`. */
export function change<T>(
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  params: Values,
  body?: unknown,
): Promise<T> {
  return call<T>(urlOf(path, params, {}), {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
}

/** A path with its parameters and query filled in; what is `undefined` or empty is left out. */
export function urlOf(path: string, params: Values, query: Values): string {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(String(params[name] ?? '')),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value));
  return search.size > 0 ? `${filled}?${search.toString()}` : filled;
}

/** A request to the console's server, and its answer. @throws ApiError */
export async function call<T>(url: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(0, 'The console’s server can’t be reached.');
  }
  const text = await response.text();
  const json = parse(text);
  if (response.ok) return json as T;
  throw problemOf(response.status, json);
}

/** A problem as it was answered (RFC 9457). */
export function problemOf(status: number, json: unknown): ApiError {
  const { detail, field, clause, errors, code } = (json ?? {}) as Partial<
    FieldError & Pick<ApiError, 'errors' | 'code'>
  >;
  return new ApiError(
    status,
    detail ?? `The request failed with ${status}.`,
    field,
    clause,
    errors ?? [],
    code ?? '',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
