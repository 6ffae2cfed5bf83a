import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put, Res, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Problem, Valid } from '@dm2/service';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { DDF_TYPES } from '../description/ddf.route.js';
import { Descriptions } from '../description/descriptions.js';
import { PUBLIC_URL } from '../tokens.js';
import { ApiGuard } from './api-guard.js';
import { ddfDetailOf, ddfViewOf } from './ddf-views.js';
import { Documentation } from './documentation.js';
import * as schemas from './schemas.js';

const moidParam = z
  .string()
  .max(500)
  .regex(/^[!-.0-\u003e@-~]+$/, 'must be a MOID: visible characters without "/" and "?"');

/** What describes management objects (TS 6.4). */
@ApiTags('descriptions')
@ApiBearerAuth()
@UseGuards(ApiGuard)
@Controller('api/v1/ddfs')
export class DdfsController {
  constructor(
    @Inject(Descriptions) private readonly descriptions: Descriptions,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
  ) {}

  @Get()
  @Documentation({
    summary: 'Descriptions of management objects, by MOID; `url` is the XML',
    answer: schemas.lists.ddfs,
  })
  async listDdfs() {
    const descriptions = await this.descriptions.all();
    return { items: descriptions.map((each) => ddfViewOf(each, this.publicUrl())), next: null };
  }

  @Get(':moid')
  @Documentation({ summary: 'A description and its nodes', answer: schemas.ddfDetail, params: ['moid'] })
  async getDdf(@Param('moid', new Valid(moidParam, 'path')) moid: string) {
    return ddfDetailOf(await this.descriptions.get(moid), this.publicUrl());
  }

  @Put(':moid')
  @Documentation({
    summary:
      'Give a description: a DDF (DM 1.3) whose root has the MOID as its DDFName; 201 if there was none',
    answer: schemas.ddfDetail,
    text: DDF_TYPES[0] ?? '',
    params: ['moid'],
  })
  async putDdf(
    @Param('moid', new Valid(moidParam, 'path')) moid: string,
    @Body() xml: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (typeof xml !== 'string')
      throw new Problem(415, {
        code: 'unsupported-media-type',
        field: 'Content-Type',
        clause: 'TS 6.4',
        detail: `a description is ${DDF_TYPES.join(', ')}`,
        headers: { accept: DDF_TYPES.join(', ') },
      });
    const { description, created } = await this.descriptions.put(moid, xml);
    void reply.status(created ? 201 : 200);
    return ddfDetailOf(description, this.publicUrl());
  }

  @Delete(':moid')
  @HttpCode(204)
  @Documentation({
    summary: 'Remove a description that was given; a built-in one comes back',
    status: 204,
    params: ['moid'],
  })
  async removeDdf(@Param('moid', new Valid(moidParam, 'path')) moid: string) {
    await this.descriptions.remove(moid);
  }
}
