import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toProblem } from './problem.js';

/** The one place that turns an error into a response. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toProblem(error);
  if (problem.status >= 500)
    request.log.error(
      { err: problem.cause ?? problem, url: request.url.split('?', 1)[0] },
      problem.details.detail,
    );
  else
    request.log.info(
      {
        status: problem.status,
        code: problem.details.code,
        field: problem.details.field,
        clause: problem.details.clause,
        url: request.url.split('?', 1)[0],
      },
      problem.details.detail,
    );
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  void reply
    .status(problem.status)
    .headers(problem.headers)
    .type('application/problem+json')
    .send(problem.details);
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}
