/** A problem the API reported (RFC 9457), or that it could not be reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    message: string,
    readonly field?: string,
    readonly clause?: string,
  ) {
    super(message);
  }
}

/** One request to the console's server; 401 means: signed out. */
export async function api<T>(path: string, init: { method?: string; body?: unknown } = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: init.method ?? 'GET',
      credentials: 'same-origin',
      ...(init.body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(init.body) }),
    });
  } catch {
    throw new ApiError(0, 'The console’s server can’t be reached.');
  }
  const text = await response.text();
  let json: unknown;
  try {
    json = text === '' ? undefined : JSON.parse(text);
  } catch {
    json = undefined;
  }
  if (response.ok) return json as T;
  const { detail, field, clause } = (json ?? {}) as { detail?: string; field?: string; clause?: string };
  throw new ApiError(response.status, detail ?? `The request failed with ${response.status}.`, field, clause);
}
