import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Injectable,
  Param,
  Post,
  Put,
  Query,
  Res,
  UseGuards,
} from '@nestjs/common';
import { BearerGuard, uiSessionRequestSchema, Valid } from '@dm2/service';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Config } from '../config.js';
import { languageTags } from '../language/language.js';
import { describePages } from '../pages/pages.js';
import { describePreview, previewSchema, renderPreview, type WantedPreview } from '../pages/preview.js';
import { plain } from '../pages/text.js';
import { CONFIG } from '../tokens.js';
import { AccessLog } from './access-log.js';
import { PREVIEW_HEADERS } from './page-headers.js';
import { UiSessionRecords } from './ui-session-records.js';
import { UiSessions } from './ui-sessions.js';

const idParam = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible characters');
const newUiSession = uiSessionRequestSchema.extend({ lang: plain(60).optional(), devId: plain(255) });
const paging = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: plain(200).optional(),
};
const sessionsQuery = z.object({
  ...paging,
  devId: plain(255).optional(),
  state: z.enum(['created', 'opened', 'answered', 'finished', 'expired']).optional(),
});
const accessQuery = z.object({ ...paging, uiSessionId: plain(200).optional() });

@Injectable()
export class ApiGuard extends BearerGuard {
  constructor(@Inject(CONFIG) config: Config) {
    super(config.WSC_API_TOKEN, 'the token of the Web Server Component (WSC_API_TOKEN)');
  }
}

/** The API that the DM Server and operators use; people use the pages. */
@UseGuards(ApiGuard)
@Controller('api/v1')
export class ApiController {
  constructor(
    @Inject(UiSessions) private readonly sessions: UiSessions,
    @Inject(UiSessionRecords) private readonly records: UiSessionRecords,
    @Inject(AccessLog) private readonly accesses: AccessLog,
  ) {}

  @Put('ui-sessions/:id')
  async put(
    @Param('id', new Valid(idParam, 'path')) id: string,
    @Body(new Valid(newUiSession)) wanted: z.infer<typeof newUiSession>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { session, created } = await this.sessions.put(id, wanted);
    void reply.status(created ? 201 : 200);
    return this.records.describe(session);
  }

  @Get('ui-sessions/:id')
  get(@Param('id', new Valid(idParam, 'path')) id: string): Promise<object> {
    return this.records.get(id);
  }

  @Get('ui-sessions')
  list(@Query(new Valid(sessionsQuery, 'query')) query: z.infer<typeof sessionsQuery>): Promise<object> {
    return this.records.list(query);
  }

  @Get('pages')
  pages(): object {
    return { items: describePages(), next: null, languages: languageTags };
  }

  /** What there is to see of a page with such data; nothing is stored. */
  @Post('pages/:name/preview')
  @HttpCode(200)
  preview(
    @Param('name', new Valid(plain(100), 'path')) name: string,
    @Body(new Valid(previewSchema)) wanted: WantedPreview,
  ): object {
    return describePreview(name, wanted);
  }

  /** One screen of it, as the person would see it. */
  @Post('pages/:name/preview/html')
  @HttpCode(200)
  previewHtml(
    @Param('name', new Valid(plain(100), 'path')) name: string,
    @Body(new Valid(previewSchema)) wanted: WantedPreview,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    void reply.headers(PREVIEW_HEADERS).type('text/html; charset=utf-8');
    return renderPreview(name, wanted);
  }

  @Get('access')
  access(@Query(new Valid(accessQuery, 'query')) query: z.infer<typeof accessQuery>): Promise<object> {
    return this.accesses.list(query);
  }
}
