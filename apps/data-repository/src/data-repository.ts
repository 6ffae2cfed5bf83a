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
import { Objects1700000000001 } from './database/migration-0001-objects.js';
import { ApiGuard, ManagementController } from './objects/management.controller.js';
import { addObjectRoutes } from './objects/object-routes.js';
import { Objects } from './objects/objects.js';
import { FileObjectStore } from './store/file-object-store.js';
import { CONFIG, OUTBOX, POOL, RUNTIME, STORE, type Runtime } from './tokens.js';

const DATABASE = Symbol('DataSource');
const JOBS = Symbol('PgBoss');
const GARBAGE = 'collect-garbage';

/** Starts and stops what lives as long as the service. */
@Injectable()
class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(DATABASE) private readonly database: DataSource,
    @Inject(JOBS) private readonly jobs: PgBoss,
    @Inject(OUTBOX) private readonly outbox: EventOutbox,
    @Inject(Objects) private readonly objects: Objects,
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
      entities: [],
      migrations: [Objects1700000000001],
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
        ApiGuard,
        Objects,
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
      addObjectRoutes(fastify, app, config);
    },
    ready: (app) => app.get(Lifecycle).ready(),
  });
}
