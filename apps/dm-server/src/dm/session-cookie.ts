import type { IncomingHttpHeaders } from 'node:http';

const NAME = 'dm-session';

/**
 * The session a client says it is in. The specification names no session; a client that returns the cookie is held to
 * it, others are correlated by device alone.
 */
export function sessionOfCookie(headers: IncomingHttpHeaders): string | undefined {
  for (const part of (headers.cookie ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === NAME) return part.slice(equals + 1).trim();
  }
  return undefined;
}

/** Value of `Set-Cookie`. It lasts as long as the client runs; END takes it back. */
export function sessionCookie(
  sessionId: string,
  options: { readonly secure: boolean; readonly end: boolean },
): string {
  const attributes = `Path=/; HttpOnly; SameSite=Strict${options.secure ? '; Secure' : ''}`;
  return options.end ? `${NAME}=; ${attributes}; Max-Age=0` : `${NAME}=${sessionId}; ${attributes}`;
}
