import {
  Inject,
  Injectable,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import {
  createDatabase,
  createJobs,
  EventOutbox,
  poolOf,
  runService,
  type PgBoss,
  type RunningService,
} from '@dm2/service';
import type { DataSource } from 'typeorm';
import type { Config } from './config.js';
import { UiSessions1700000000001 } from './database/migration-0001-ui-sessions.js';
import { ApiController, ApiGuard } from './sessions/api.controller.js';
import { addUiRoutes } from './sessions/ui-routes.js';
import { UiSessions } from './sessions/ui-sessions.js';
import { CONFIG, OUTBOX, POOL, RUNTIME, type Runtime } from './tokens.js';

const DATABASE = Symbol('DataSource');
const JOBS = Symbol('PgBoss');
const EXPIRY = 'expire-ui-sessions';

/** Starts and stops what lives as long as the service. */
@Injectable()
class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(DATABASE) private readonly database: DataSource,
    @Inject(JOBS) private readonly jobs: PgBoss,
    @Inject(OUTBOX) private readonly outbox: EventOutbox,
    @Inject(UiSessions) private readonly sessions: UiSessions,
  ) {}

  async ready(): Promise<void> {
    await this.database.query('SELECT 1');
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.outbox.start();
    await this.jobs.createQueue(EXPIRY);
    await this.jobs.schedule(EXPIRY, '* * * * *');
    await this.jobs.work(EXPIRY, { pollingIntervalSeconds: 10 }, async () => {
      await this.sessions.expire(new Date());
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.outbox.stop();
    await this.jobs.stop({ graceful: false, wait: true, timeout: 1000 }).catch(() => undefined);
    await this.database.destroy();
  }
}

@Module({})
class WebServerComponentModule {
  static async create(runtime: Runtime): Promise<DynamicModule> {
    const { config, log } = runtime;
    const database = await createDatabase({
      url: config.DATABASE_URL,
      schema: config.DATABASE_SCHEMA,
      entities: [],
      migrations: [UiSessions1700000000001],
      pool: config.DATABASE_POOL,
      log,
    });
    const pool = poolOf(database);
    const jobs = await createJobs({ pool, schema: config.DATABASE_SCHEMA, log });
    const outbox = new EventOutbox({
      pool,
      jobs,
      log,
      url: config.EVENTS_URL,
      secret: config.INTERNAL_EVENTS_SECRET,
    });
    const provide = <T>(token: symbol, useValue: T) => ({ provide: token, useValue });
    return {
      module: WebServerComponentModule,
      controllers: [ApiController],
      providers: [
        provide(CONFIG, config),
        provide(RUNTIME, runtime),
        provide(DATABASE, database),
        provide(POOL, pool),
        provide(JOBS, jobs),
        provide(OUTBOX, outbox),
        ApiGuard,
        UiSessions,
        Lifecycle,
      ],
    };
  }
}

/** Starts a Web Server Component. */
export function startWebServerComponent(config: Config): Promise<RunningService> {
  return runService<Config>({
    name: 'web-server-component',
    config,
    createModule: (runtime) => WebServerComponentModule.create(runtime),
    configure(fastify, app) {
      addUiRoutes(fastify, app);
    },
    ready: (app) => app.get(Lifecycle).ready(),
  });
}
