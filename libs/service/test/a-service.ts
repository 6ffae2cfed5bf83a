import { Controller, Get, HttpCode, Injectable, Module, Post, Body, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import {
  baseConfig,
  BearerGuard,
  loadConfig,
  main,
  Problem,
  runService,
  Valid,
  type RunningService,
} from '../src/index.js';

/** A service as small as one can be, for the tests of what all have. */
export const aConfig = baseConfig.extend({ PORT: baseConfig.shape.PORT.default(0) });

@Injectable()
class Guard extends BearerGuard {
  constructor() {
    super('the-right-token', 'the token of the test (A_TOKEN)');
  }
}

const body = z.object({ name: z.string().min(2), size: z.number().int() });

@Controller('api')
class ThingsController {
  @Get('broken')
  broken(): never {
    throw new Error('a secret of the inside');
  }

  @Get('gone')
  gone(): never {
    throw new Problem(410, { code: 'thing-gone', detail: 'it was here', field: 'id', clause: 'TS 5.6' });
  }

  @UseGuards(Guard)
  @Get('guarded')
  guarded(): object {
    return { ok: true };
  }

  @Post('things')
  @HttpCode(201)
  make(@Body(new Valid(body)) thing: z.infer<typeof body>): object {
    return thing;
  }
}

@Module({ controllers: [ThingsController], providers: [Guard] })
class ThingsModule {}

export function startAService(
  config: z.infer<typeof aConfig>,
  more: { ready?: () => Promise<void> } = {},
): Promise<RunningService> {
  return runService({
    name: 'a-service',
    config,
    createModule: () => ({ module: ThingsModule }),
    configure(fastify) {
      void fastify.register(async (scope) => {
        scope.removeAllContentTypeParsers();
        scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 100 }, (_request, bytes, done) =>
          done(null, bytes),
        );
        scope.post('/raw', { bodyLimit: 100 }, async (request) => ({
          bytes: (request.body as Buffer).toString('hex'),
        }));
        scope.get('/slow', async () => new Promise(() => undefined));
      });
    },
    ...more,
  });
}

if (process.argv[1]?.endsWith('a-service.ts')) await main(async () => startAService(loadConfig(aConfig)));
