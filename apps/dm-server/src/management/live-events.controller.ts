import { once } from 'node:events';
import { Controller, Get, Inject, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Problem, Valid } from '@dm2/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { EventFeed } from '../event/event-feed.js';
import { deviceKeyOf } from '../ids.js';
import { LOG } from '../tokens.js';
import { ApiGuard } from './api-guard.js';

const query = z.object({ devId: z.string().max(255).optional() });
const HEARTBEAT_MS = 15_000;

/** Server-sent events; `Last-Event-ID` resumes. */
@ApiTags('events')
@ApiBearerAuth()
@UseGuards(ApiGuard)
@Controller('api/v1/events')
export class LiveEventsController {
  private readonly open = new Set<AbortController>();

  constructor(
    @Inject(EventFeed) private readonly feed: EventFeed,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Events as they happen (server-sent events)' })
  @ApiProduces('text/event-stream')
  @ApiQuery({ name: 'devId', required: false, type: String })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'resumes after this event' })
  async stream(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query(new Valid(query, 'query')) { devId }: z.infer<typeof query>,
  ): Promise<void> {
    const last = request.headers['last-event-id'];
    if (typeof last === 'string' && last !== '' && !EventFeed.isPosition(last)) {
      throw new Problem(400, {
        code: 'invalid-request',
        field: 'Last-Event-ID',
        detail: 'Last-Event-ID is not one that this stream gave',
      });
    }
    const start = last ? String(last) : await this.feed.now();
    const stop = new AbortController();
    this.open.add(stop);
    reply.hijack();
    const { raw } = reply;
    raw.once('close', () => stop.abort());
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    raw.write(`retry: 1000\nid: ${start}\nevent: ready\ndata: {}\n\n`);
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
    const deviceKey = devId === undefined ? undefined : deviceKeyOf(devId);
    try {
      for await (const { position, ...event } of this.feed.follow(start, deviceKey, stop.signal)) {
        if (!raw.write(`id: ${position}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`))
          await once(raw, 'drain', { signal: stop.signal });
      }
    } catch (error) {
      if (!stop.signal.aborted) this.log.warn({ err: error }, 'a stream of events broke off');
    } finally {
      clearInterval(heartbeat);
      this.open.delete(stop);
      raw.end();
    }
  }

  /** Ends every stream: the service stops. */
  release(): void {
    for (const stop of this.open) stop.abort();
  }
}
