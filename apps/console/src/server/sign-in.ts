import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Config } from './config.js';
import type { DmServer } from './dm-server.js';
import { sendProblem } from './problem.js';
import { isJson, isSameOrigin } from './same-origin.js';
import { openToken, sealToken, sessionCookie } from './session-cookie.js';

const credentials = z.object({ token: z.string().trim().min(1).max(1000) });

/** Signing in with the management API's token, and out. */
export function addSigningIn(app: FastifyInstance, config: Config, server: DmServer): void {
  const cookie = sessionCookie(config);

  app.get('/auth/session', async (request, reply) => {
    const token = await openToken(request.cookies[cookie.name], config.CONSOLE_SESSION_KEY);
    return reply.header('cache-control', 'no-store').send({ signedIn: token !== undefined });
  });

  app.post('/auth/login', async (request, reply) => {
    if (!isSameOrigin(request.headers, config.PUBLIC_URL))
      return sendProblem(reply, 403, 'other-origin', 'signing in is for the console’s own pages');
    if (!isJson(request.headers))
      return sendProblem(reply, 415, 'unsupported-media-type', 'send application/json', 'Content-Type');
    const parsed = credentials.safeParse(request.body);
    if (!parsed.success) return sendProblem(reply, 422, 'invalid-request', 'the token is missing', 'token');
    const { token } = parsed.data;
    let status: number;
    try {
      status = await server.statusFor(token);
    } catch (error) {
      request.log.warn({ err: error }, 'the DM Server can’t be reached');
      return sendProblem(reply, 502, 'server-unreachable', 'the DM Server can’t be reached');
    }
    if (status === 401 || status === 403)
      return sendProblem(
        reply,
        401,
        'credentials-wrong',
        'this is not the token of the management API',
        'token',
      );
    if (status !== 200)
      return sendProblem(reply, 502, 'server-failed', `the DM Server answered with ${status}`);
    return reply
      .setCookie(cookie.name, await sealToken(token, config.CONSOLE_SESSION_KEY), cookie.options)
      .header('cache-control', 'no-store')
      .status(204)
      .send();
  });

  app.post('/auth/logout', async (request, reply) => {
    if (!isSameOrigin(request.headers, config.PUBLIC_URL))
      return sendProblem(reply, 403, 'other-origin', 'signing out is for the console’s own pages');
    return reply
      .clearCookie(cookie.name, cookie.options)
      .header('cache-control', 'no-store')
      .status(204)
      .send();
  });
}
