import { Controller, Get, Inject, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ApiGuard } from '../api-guard.js';
import { Documentation } from '../documentation.js';
import { Overview } from './overview.js';
import { overview } from './overview-schema.js';

@ApiTags('records')
@ApiBearerAuth()
@UseGuards(ApiGuard)
@Controller('api/v1/overview')
export class OverviewController {
  constructor(@Inject(Overview) private readonly source: Overview) {}

  @Get()
  @Documentation({
    summary: 'How the server is doing: the last hour, the last day, and now',
    answer: overview,
  })
  overview() {
    return this.source.get();
  }
}
