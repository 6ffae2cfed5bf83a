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
import { ENTITIES } from './database/entities/entities.js';
import { MIGRATIONS } from './database/migrations.js';
import { AccessLog } from './sessions/access-log.js';
import { ApiController, ApiGuard } from './sessions/api.controller.js';
import { pageHeaders } from './sessions/page-headers.js';
import { UiPages } from './sessions/ui-pages.js';
import { addUiRoutes } from './sessions/ui-routes.js';
import { UiSessionRecords } from './sessions/ui-session-records.js';
import { UiSessions } from './sessions/ui-sessions.js';
import { CONFIG, DATABASE, JOBS, OUTBOX, POOL, RUNTIME, type Runtime } from './tokens.js';

const EXPIRY = 'expire-ui-sessions';
const FORGETTING = 'forget-accesses';

/** Starts and stops what lives as long as the service. */
@Injectable()
class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly database: DataSource,
    @Inject(JOBS) private readonly jobs: PgBoss,
    @Inject(OUTBOX) private readonly outbox: EventOutbox,
    @Inject(UiSessions) private readonly sessions: UiSessions,
    @Inject(AccessLog) private readonly access: AccessLog,
  ) {}

  async ready(): Promise<void> {
    await this.database.query('SELECT 1');
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.outbox.start();
    await this.jobs.createQueue(EXPIRY);
    await this.jobs.schedule(EXPIRY, '* * * * *');
    await this.jobs.work(EXPIRY, { pollingIntervalSeconds: 10 }, () => this.sessions.expire());
    await this.jobs.createQueue(FORGETTING);
    await this.jobs.schedule(FORGETTING, '23 3 * * *');
    await this.jobs.work(FORGETTING, { pollingIntervalSeconds: 60 }, async () => {
      const days = this.config.ACCESS_RETENTION_DAYS;
      if (days === 0) return;
      const time = new Date(Date.now() - days * 86_400_000);
      await this.access.forgetBefore(time);
      await this.outbox.forgetBefore(time);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.outbox.stop();
    await this.jobs.stop({ graceful: false, timeout: 1000 }).catch(() => undefined);
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
      entities: ENTITIES,
      migrations: MIGRATIONS,
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
        AccessLog,
        ApiGuard,
        UiPages,
        UiSessionRecords,
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
    configure(fastify, app, { publicUrl }) {
      addUiRoutes(fastify, app, pageHeaders(publicUrl, config.FRAME_ANCESTORS));
    },
    ready: (app) => app.get(Lifecycle).ready(),
  });
}
