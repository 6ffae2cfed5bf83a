import { Controller, Get, Header, Inject, Param, Res, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Problem, Valid } from '@dm2/service';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { PUBLIC_URL } from '../../tokens.js';
import { ApiGuard } from '../api-guard.js';
import { Documentation } from '../documentation.js';
import { Records } from '../records.js';
import { toCurl } from './curl.js';
import { har } from './har-schema.js';
import { toHar } from './har.js';
import { toMermaid } from './mermaid.js';
import { exchangesOf } from './session-record.js';

const idParam = z.string().min(1).max(200);
const TEXT = 'text/plain; charset=utf-8';

/** A recorded session in the formats of other tools. */
@ApiTags('records')
@ApiBearerAuth()
@UseGuards(ApiGuard)
@Controller('api/v1/sessions/:id')
export class ExportsController {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
  ) {}

  @Get('har')
  @Documentation({
    summary: 'The HTTP exchanges of a session as an HTTP Archive (HAR 1.2); credentials are not in it',
    answer: har,
    params: ['id'],
  })
  async sessionHar(
    @Param('id', new Valid(idParam, 'path')) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const session = await this.records.session(id);
    void reply.header('content-disposition', `attachment; filename="session-${session.id}.har"`);
    return toHar(session, this.endpoint());
  }

  @Get('mermaid')
  @ApiProduces('text/plain')
  @Documentation({
    summary: 'A session as the text of a Mermaid sequence diagram',
    answer: z.string(),
    params: ['id'],
  })
  @Header('content-type', TEXT)
  async sessionMermaid(@Param('id', new Valid(idParam, 'path')) id: string) {
    return toMermaid(await this.records.session(id));
  }

  @Get('packages/:packageId/curl')
  @ApiProduces('text/plain')
  @Documentation({
    summary:
      'A package of the device as a curl command, or a refused one by the id of its event; variables of the shell stand for credentials',
    answer: z.string(),
    params: ['id', 'packageId'],
  })
  @Header('content-type', TEXT)
  async packageCurl(
    @Param('id', new Valid(idParam, 'path')) id: string,
    @Param('packageId', new Valid(idParam, 'path')) packageId: string,
  ) {
    const exchanges = exchangesOf(await this.records.session(id));
    const request = exchanges.find(({ request: { id: own } }) => own === packageId)?.request;
    if (!request)
      throw new Problem(404, {
        code: 'package-unknown',
        field: 'packageId',
        detail: 'the device has sent no such package in this session',
      });
    if (!request.whole)
      throw new Problem(409, {
        code: 'package-not-whole',
        field: 'packageId',
        detail: 'only the beginning of this package was recorded, as it was refused',
      });
    return toCurl(request, this.endpoint());
  }

  private endpoint(): string {
    return new URL('/dm', this.publicUrl()).href;
  }
}
