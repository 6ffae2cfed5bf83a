import { createHash, timingSafeEqual } from 'node:crypto';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Lets in who knows the token. */
export class BearerGuard implements CanActivate {
  private readonly expected: Buffer;

  constructor(
    token: string,
    /** Which token that is, for whoever has the wrong one. */
    private readonly what: string,
  ) {
    this.expected = digest(token);
  }

  canActivate(context: ExecutionContext): boolean {
    const { authorization } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token !== undefined && timingSafeEqual(digest(token), this.expected)) return true;
    throw new Problem(401, {
      code: token === undefined ? 'credentials-missing' : 'credentials-wrong',
      field: 'Authorization',
      detail: `expected "Authorization: Bearer …" with ${this.what}`,
      headers: { 'www-authenticate': 'Bearer' },
    });
  }
}
