import { Controller, Get, Inject, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { ServerConfig } from '../config.js';
import { SCHEMES } from '../dm/authentication/schemes.js';
import { CONFIG, PUBLIC_URL } from '../tokens.js';
import { ApiGuard } from './api-guard.js';
import { Documentation } from './documentation.js';
import { serverView } from './schemas.js';

/** What a device has to know of this server: the values of its DM Account (TS 12.2). */
@ApiTags('server')
@ApiBearerAuth()
@UseGuards(ApiGuard)
@Controller('api/v1/server')
export class ServerController {
  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
  ) {}

  @Get()
  @Documentation({ summary: 'What a device has to know of this server', answer: serverView })
  server(): z.infer<typeof serverView> {
    return {
      serverId: this.config.DM_SERVER_ID,
      dmEndpoint: `${this.publicUrl()}/dm`,
      authSchemes: SCHEMES.map(({ name }) => name),
      profile: this.config.DM_PACKAGE2_STATUS ? 'cr' : 'ts',
    };
  }
}
