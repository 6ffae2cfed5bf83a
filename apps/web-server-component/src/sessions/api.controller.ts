import { Body, Controller, Get, Inject, Injectable, Param, Put, Query, Res, UseGuards } from '@nestjs/common';
import { BearerGuard, jsonSchema, Valid } from '@dm2/service';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Config } from '../config.js';
import { PAGE_KINDS } from '../pages/page-kinds.js';
import { CONFIG } from '../tokens.js';
import { newUiSession, UiSessions } from './ui-sessions.js';

const accessPage = z.object({
  uiSessionId: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(100).optional(),
});
const idParam = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible characters');

@Injectable()
export class ApiGuard extends BearerGuard {
  constructor(@Inject(CONFIG) config: Config) {
    super(config.WSC_API_TOKEN, 'the token of the Web Server Component (WSC_API_TOKEN)');
  }
}

/** The API that the DM Server uses. */
@UseGuards(ApiGuard)
@Controller('api/v1')
export class ApiController {
  constructor(@Inject(UiSessions) private readonly sessions: UiSessions) {}

  @Put('ui-sessions/:id')
  async put(
    @Param('id', new Valid(idParam, 'path')) id: string,
    @Body(new Valid(newUiSession)) wanted: z.infer<typeof newUiSession>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { created, ...made } = await this.sessions.put(id, wanted);
    void reply.status(created ? 201 : 200);
    return made;
  }

  @Get('ui-sessions/:id')
  get(@Param('id', new Valid(idParam, 'path')) id: string) {
    return this.sessions.get(id);
  }

  @Get('pages')
  pages() {
    return {
      items: [...PAGE_KINDS.values()].map(({ name, description, data, answers }) => ({
        name,
        description,
        data: jsonSchema(data),
        answers: jsonSchema(answers, 'output'),
      })),
      next: null,
    };
  }

  @Get('access')
  access(@Query(new Valid(accessPage, 'query')) { uiSessionId, limit, cursor }: z.infer<typeof accessPage>) {
    return this.sessions.accesses(uiSessionId, limit, cursor);
  }
}
