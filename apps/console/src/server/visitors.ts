import type { FastifyRequest } from 'fastify';
import type { Config } from './config.js';
import type { DmServer } from './dm-server.js';
import { isSameOrigin } from './same-origin.js';
import { openToken, sessionCookie } from './session-cookie.js';

/** For how long the DM Server is not asked again whether it still knows a token. */
const KNOWN_MS = 30_000;
/** A refusal: status, code and detail of the problem. */
export type Refusal = readonly [status: number, code: string, detail: string];

const SIGNED_OUT: Refusal = [401, 'signed-out', 'sign in with the token of the management API'];

/**
 * Who may use the services that this server has credentials of its own for. The cookie outlives a change of the management API's
 * token, and these services do not see that token: so the DM Server is asked for it.
 */
export class Visitors {
  private readonly known = new Map<string, number>();

  constructor(
    private readonly config: Config,
    private readonly server: DmServer,
  ) {}

  /** Why a request is not passed on, if it is not. @throws if the DM Server can't be asked */
  async refusalOf(request: FastifyRequest): Promise<Refusal | undefined> {
    const token = await openToken(
      request.cookies[sessionCookie(this.config).name],
      this.config.CONSOLE_SESSION_KEY,
    );
    if (token === undefined) return SIGNED_OUT;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead && !isSameOrigin(request.headers, this.config.PUBLIC_URL))
      return [403, 'other-origin', 'changes are for the console’s own pages'];
    return (await this.isKnown(token)) ? undefined : SIGNED_OUT;
  }

  private async isKnown(token: string): Promise<boolean> {
    const now = Date.now();
    if ((this.known.get(token) ?? 0) > now) return true;
    const isKnown = (await this.server.statusFor(token)) === 200;
    for (const [other, until] of this.known) if (until <= now) this.known.delete(other);
    if (isKnown) this.known.set(token, now + KNOWN_MS);
    return isKnown;
  }
}
