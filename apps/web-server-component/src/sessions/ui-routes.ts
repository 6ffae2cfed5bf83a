import formbody from '@fastify/formbody';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PAGE_STYLE, renderNotice, renderScreen } from '../pages/render.js';
import type { FieldProblem } from '../pages/validate-screen.js';
import { isOver, UiSessions, type UiSession } from './ui-sessions.js';

interface UiRequest {
  Params: { token: string };
  Querystring: { screen?: string };
}

const SECURITY = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors http: https:",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

/** The pages (step 4.2): GET shows the screen that is due, POST takes an answer and redirects to the next. */
export function addUiRoutes(fastify: FastifyInstance, app: NestFastifyApplication): void {
  void fastify.register(async (scope) => {
    await scope.register(formbody, { bodyLimit: 64 * 1024 });
    scope.addHook('onSend', async (_request, reply) => {
      void reply.headers(SECURITY);
    });
    scope.get('/ui-assets/page.css', async (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(PAGE_STYLE),
    );
    scope.get<UiRequest>('/ui/:token', async (request, reply) => {
      const sessions = app.get(UiSessions);
      const session = await sessions.byToken(request.params.token);
      if (!session || isOver(session) || hasExpired(session))
        return notice(sessions, session, request, reply);
      const asked = Number(request.query.screen ?? session.screen);
      const index = Number.isInteger(asked) && asked >= 0 && asked <= session.screen ? asked : session.screen;
      await sessions.opened(session);
      return screen(sessions, session, index, [], {}, 200, request, reply);
    });
    scope.post<UiRequest>('/ui/:token', async (request, reply) => {
      const sessions = app.get(UiSessions);
      const session = await sessions.byToken(request.params.token);
      if (!session || isOver(session) || hasExpired(session)) {
        if (session?.state === 'finished') return redirect(sessions, session, request, reply);
        return notice(sessions, session, request, reply);
      }
      const sent = valuesOf(request.body);
      const index = Number(sent['screen'] ?? session.screen);
      const submitted = await sessions.answer(
        session,
        Number.isInteger(index) ? index : session.screen,
        sent,
        sessions.languageOf(session, request.headers['accept-language']),
      );
      if (submitted.ok) return redirect(sessions, session, request, reply);
      return screen(sessions, session, submitted.screen, submitted.problems, sent, 422, request, reply);
    });
  });
}

function hasExpired(session: UiSession): boolean {
  return session.expires_at.getTime() <= Date.now();
}

function valuesOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

async function screen(
  sessions: UiSessions,
  session: UiSession,
  index: number,
  problems: readonly FieldProblem[],
  sent: Readonly<Record<string, string>>,
  status: number,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const screens = sessions.screensOf(session);
  const due = screens[index];
  if (!due) throw new Error(`UI session ${session.id} has no screen ${index}`);
  const html = renderScreen({
    lang: sessions.languageOf(session, request.headers['accept-language']),
    sender: session.data.sender,
    screen: due,
    index,
    count: screens.length,
    values: { ...session.answers, ...sent },
    problems,
  });
  await record(sessions, session, status, request);
  return reply.status(status).type('text/html; charset=utf-8').send(html);
}

async function notice(
  sessions: UiSessions,
  session: UiSession | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const [kind, status] = !session
    ? (['unknown', 404] as const)
    : session.state === 'finished'
      ? (['thanks', 200] as const)
      : (['expired', 410] as const);
  if (session) await record(sessions, session, status, request);
  return reply
    .status(status)
    .type('text/html; charset=utf-8')
    .send(
      renderNotice(
        sessions.languageOf(session, request.headers['accept-language']),
        kind,
        session?.data.sender,
      ),
    );
}

async function redirect(
  sessions: UiSessions,
  session: UiSession,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  await record(sessions, session, 303, request);
  return reply.redirect(`/ui/${session.token}`, 303);
}

/** The token is a secret: the record has the id instead. */
async function record(
  sessions: UiSessions,
  session: UiSession,
  status: number,
  request: FastifyRequest,
): Promise<void> {
  await sessions.recordAccess({
    uiSessionId: session.id,
    method: request.method,
    path: `/ui/${session.id}`,
    status,
    userAgent: request.headers['user-agent'],
  });
}
