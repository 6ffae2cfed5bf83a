import type { FastifyReply } from 'fastify';

/** Answers with problem details (RFC 9457). */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  code: string,
  detail: string,
  field?: string,
): FastifyReply {
  return reply
    .status(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send({ type: 'about:blank', title: code, status, code, detail, ...(field ? { field } : {}) });
}
