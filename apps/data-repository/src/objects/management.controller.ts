import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Injectable,
  Param,
  Put,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { BearerGuard, Valid } from '@dm2/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Config } from '../config.js';
import { mediaRange } from '../media-range.js';
import { CONFIG } from '../tokens.js';
import { AccessLog } from './access-log.js';
import { Objects } from './objects.js';
import { Policies } from './policies.js';
import { entityTag } from './preconditions.js';
import { readJson } from './read-json.js';

const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(100).optional(),
});
const accessPage = page.extend({
  devId: z.string().max(255).optional(),
  object: z.string().max(255).optional(),
});
const policy = z.object({ accepts: z.array(mediaRange).min(1).max(50) });

@Injectable()
export class ApiGuard extends BearerGuard {
  constructor(@Inject(CONFIG) config: Config) {
    super(config.REPOSITORY_API_TOKEN, 'the token of the repository (REPOSITORY_API_TOKEN)');
  }
}

@UseGuards(ApiGuard)
@Controller('api/v1')
export class ManagementController {
  constructor(
    @Inject(Objects) private readonly objects: Objects,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(AccessLog) private readonly accesses: AccessLog,
  ) {}

  @Get('objects')
  list(@Query(new Valid(page, 'query')) paging: z.infer<typeof page>) {
    return this.objects.list(paging);
  }

  @Get('objects/:name')
  get(@Param('name') name: string) {
    return this.objects.get(name);
  }

  @Get('objects/:name/versions')
  versions(@Param('name') name: string, @Query(new Valid(page, 'query')) paging: z.infer<typeof page>) {
    return this.objects.versions(name, paging);
  }

  @Get('objects/:name/content')
  async content(@Param('name') name: string, @Res() reply: FastifyReply): Promise<void> {
    const version = await this.objects.get(name);
    void reply
      .headers({
        'content-length': version.size,
        etag: entityTag(version),
        'x-content-type-options': 'nosniff',
      })
      .type(version.contentType)
      .send(this.objects.read(version));
  }

  /** The body is the object; it streams. */
  @Put('objects/:name')
  async upload(
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const contentType = request.headers['content-type'] ?? 'application/octet-stream';
    const { version, created } = await this.objects.write(
      { name, method: 'PUT', contentType, body: request.raw },
      () => undefined,
    );
    void reply.status(created ? 201 : 200);
    return version;
  }

  @Delete('objects/:name')
  @HttpCode(204)
  async remove(@Param('name') name: string): Promise<void> {
    await this.objects.remove(name);
  }

  @Get('access')
  access(@Query(new Valid(accessPage, 'query')) query: z.infer<typeof accessPage>) {
    return this.accesses.list(query, query);
  }

  /** Which media types devices may send to a name. */
  @Get('objects/:name/policy')
  policy(@Param('name') name: string) {
    return this.policies.get(name);
  }

  @Put('objects/:name/policy')
  async putPolicy(@Param('name') name: string, @Req() request: FastifyRequest) {
    const { accepts } = new Valid(policy).transform(await readJson(request.raw));
    return this.policies.put(name, accepts);
  }

  @Delete('objects/:name/policy')
  @HttpCode(204)
  async removePolicy(@Param('name') name: string): Promise<void> {
    await this.policies.remove(name);
  }
}
