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
import { AccessLog } from './objects/access-log.js';
import { ApiGuard, ManagementController } from './objects/management.controller.js';
import { addObjectRoutes } from './objects/object-routes.js';
import { Objects } from './objects/objects.js';
import { Policies } from './objects/policies.js';
import { takeTheRest } from './objects/unread-body.js';
import { FileObjectStore } from './store/file-object-store.js';
import { CONFIG, DATABASE, JOBS, OUTBOX, POOL, RUNTIME, STORE, type Runtime } from './tokens.js';

const GARBAGE = 'collect-garbage';
const FORGETTING = 'forget-accesses';

/** Starts and stops what lives as long as the service. */
@Injectable()
class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly database: DataSource,
    @Inject(JOBS) private readonly jobs: PgBoss,
    @Inject(OUTBOX) private readonly outbox: EventOutbox,
    @Inject(Objects) private readonly objects: Objects,
    @Inject(AccessLog) private readonly accesses: AccessLog,
  ) {}

  async ready(): Promise<void> {
    await this.database.query('SELECT 1');
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.outbox.start();
    await this.jobs.createQueue(GARBAGE);
    await this.jobs.schedule(GARBAGE, '17 * * * *');
    await this.jobs.work(GARBAGE, { pollingIntervalSeconds: 60 }, async () => {
      await this.objects.collectGarbage();
    });
    await this.jobs.createQueue(FORGETTING);
    await this.jobs.schedule(FORGETTING, '23 3 * * *');
    await this.jobs.work(FORGETTING, { pollingIntervalSeconds: 60 }, async () => {
      const days = this.config.ACCESS_RETENTION_DAYS;
      if (days === 0) return;
      const time = new Date(Date.now() - days * 86_400_000);
      await this.accesses.forgetBefore(time);
      await this.outbox.forgetBefore(time);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.outbox.stop();
    await this.jobs.stop({ graceful: false, wait: true, timeout: 1000 }).catch(() => undefined);
    await this.database.destroy();
  }
}

@Module({})
class RepositoryModule {
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
    const store = new FileObjectStore(config.OBJECT_DIR);
    await store.open();
    const outbox = new EventOutbox({
      pool,
      jobs,
      log,
      url: config.EVENTS_URL,
      secret: config.INTERNAL_EVENTS_SECRET,
    });
    const provide = <T>(token: symbol, useValue: T) => ({ provide: token, useValue });
    return {
      module: RepositoryModule,
      controllers: [ManagementController],
      providers: [
        provide(CONFIG, config),
        provide(RUNTIME, runtime),
        provide(DATABASE, database),
        provide(POOL, pool),
        provide(JOBS, jobs),
        provide(STORE, store),
        provide(OUTBOX, outbox),
        AccessLog,
        ApiGuard,
        Objects,
        Policies,
        Lifecycle,
      ],
    };
  }
}

/** Starts a Data Repository. */
export function startDataRepository(config: Config): Promise<RunningService> {
  return runService<Config>({
    name: 'data-repository',
    config,
    createModule: (runtime) => RepositoryModule.create(runtime),
    configure(fastify, app) {
      // Bodies are streams here: nothing is read before somebody asks.
      fastify.removeAllContentTypeParsers();
      fastify.addContentTypeParser('*', (_request, _payload, done) => done(null));
      fastify.addHook('onSend', async (request) => takeTheRest(request.raw));
      addObjectRoutes(fastify, app, config);
    },
    ready: (app) => app.get(Lifecycle).ready(),
  });
}
