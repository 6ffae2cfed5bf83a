import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { createDatabase, createJobs, poolOf, type PgBoss, type ServiceContext } from '@dm2/service';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { ServerConfig } from './config.js';
import { ENTITIES } from './database/entities/entities.js';
import { MIGRATIONS } from './database/migrations/migrations.js';
import { Descriptions } from './description/descriptions.js';
import { DeviceSecrets } from './device/device-secrets.js';
import { ExchangeStore } from './dm/exchange-store.js';
import { ExchangeService } from './dm/exchange.service.js';
import { FeedbackListener } from './dm/feedback-listener.js';
import { Hold } from './dm/hold.js';
import { HoldNews } from './dm/hold-news.js';
import { RefusalLog } from './dm/refusal-log.js';
import { expandCommand } from './dm/server-uris.js';
import { Waiters } from './dm/waiters.js';
import { WebServerComponent } from './dm/web-server-component.js';
import { EventFeed } from './event/event-feed.js';
import { InternalEvents } from './event/internal-events.js';
import { News } from './event/news.js';
import { UiFeedbackService } from './event/ui-feedback.js';
import { Maintenance } from './maintenance/maintenance.js';
import { TaskExpiry } from './maintenance/task-expiry.js';
import { ApiGuard } from './management/api-guard.js';
import { Devices } from './management/devices.js';
import { CONTROLLERS } from './management/controllers.js';
import { Overview } from './management/overview/overview.js';
import { Records } from './management/records.js';
import { TaskBatches } from './management/task-batches.js';
import { TaskLists } from './management/task-lists.js';
import { Subscriptions } from './management/subscriptions.js';
import { Tasks } from './management/tasks.js';
import { Notifier } from './notification/notifier.js';
import { UdpTransport } from './notification/udp.transport.js';
import { CONFIG, JOBS, LOG, POOL, PUBLIC_URL } from './tokens.js';

/** What runs in the background, in the order in which it starts; stopped the other way round, the database last. */
@Module({})
export class ServerModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(JOBS) private readonly jobs: PgBoss,
    @Inject(FeedbackListener) private readonly listener: FeedbackListener,
    @Inject(Notifier) private readonly notifier: Notifier,
    @Inject(TaskExpiry) private readonly taskExpiry: TaskExpiry,
    @Inject(Maintenance) private readonly maintenance: Maintenance,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.listener.start();
    await this.notifier.start();
    await this.taskExpiry.start();
    await this.maintenance.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.listener.stop();
    await this.jobs.stop({ graceful: false, wait: true, timeout: 1000 }).catch(() => undefined);
    await this.notifier.stop();
    await this.source.destroy();
  }

  /** Connects to database and queue; both are closed with the module. */
  static async create(context: ServiceContext<ServerConfig>): Promise<DynamicModule> {
    const { config, log } = context;
    const source = await createDatabase({
      url: config.DATABASE_URL,
      schema: config.DATABASE_SCHEMA,
      entities: ENTITIES,
      migrations: MIGRATIONS,
      pool: config.DATABASE_POOL,
      log,
    });
    const pool = poolOf(source);
    const jobs = await createJobs({ pool: untilItEnds(pool), schema: config.DATABASE_SCHEMA, log });
    return {
      module: ServerModule,
      controllers: CONTROLLERS,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOG, useValue: log },
        { provide: DataSource, useValue: source },
        { provide: POOL, useValue: pool },
        { provide: JOBS, useValue: jobs },
        { provide: PUBLIC_URL, useValue: context.publicUrl },
        ...parts(context, pool, jobs),
        ApiGuard,
        Devices,
        Subscriptions,
        Tasks,
        TaskLists,
        TaskBatches,
        Records,
        Overview,
      ],
    };
  }
}

/** The parts that know no framework, put together by hand. */
function parts({ config, log, publicUrl }: ServiceContext<ServerConfig>, pool: pg.Pool, jobs: PgBoss) {
  const secrets = new DeviceSecrets(config.DM_SECRET_KEY);
  const news = new News();
  const waiters = new Waiters();
  const store = new ExchangeStore(pool);
  const notifier = new Notifier({
    pool,
    jobs,
    secrets,
    transports: [new UdpTransport()],
    serverId: config.DM_SERVER_ID,
    news,
    log,
  });
  const holdNews = new HoldNews(config.DATABASE_SCHEMA);
  const feedback = new UiFeedbackService(holdNews, notifier);
  const exchanges = new ExchangeService({
    store,
    secrets,
    webServerComponent: new WebServerComponent(config.WSC_URL, config.WSC_API_TOKEN),
    hold: new Hold(pool, waiters),
    expand: (command, device) =>
      expandCommand(command, device, {
        repositoryUrl: config.REPOSITORY_PUBLIC_URL,
        repositoryKey: config.REPOSITORY_URL_KEY,
        publicUrl,
        now: Date.now,
        validMs: {
          transfer: config.REPOSITORY_URL_MINUTES * 60_000,
          standing: config.REPOSITORY_STANDING_URL_DAYS * 86_400_000,
        },
      }),
    realm: config.DM_SERVER_ID,
    defaultProfile: config.DM_PACKAGE2_STATUS ? 'cr' : 'ts',
    holdMs: config.DM_HOLD_MS,
    secureCookie: () => publicUrl().startsWith('https:'),
    bodyLimit: config.DM_BODY_LIMIT,
    repositoryTypes: config.REPOSITORY_ACCEPTED_TYPES,
    committed: () => news.publish(),
  });
  return [
    provide(DeviceSecrets, secrets),
    provide(Descriptions, new Descriptions(pool)),
    provide(News, news),
    provide(Waiters, waiters),
    provide(Notifier, notifier),
    provide(HoldNews, holdNews),
    provide(RefusalLog, new RefusalLog({ pool, news, log })),
    provide(ExchangeService, exchanges),
    provide(EventFeed, new EventFeed(pool, news)),
    provide(InternalEvents, new InternalEvents(pool, feedback, notifier, news)),
    provide(
      FeedbackListener,
      new FeedbackListener({ url: config.DATABASE_URL, schema: config.DATABASE_SCHEMA, waiters, log }),
    ),
    provide(TaskExpiry, new TaskExpiry(pool, jobs, news)),
    provide(
      Maintenance,
      new Maintenance({
        pool,
        jobs,
        store,
        feedback,
        notifier,
        news,
        log,
        retentionDays: config.DM_LOG_RETENTION_DAYS,
      }),
    ),
  ];
}

function provide<T>(token: abstract new (...args: never[]) => T, useValue: T) {
  return { provide: token, useValue };
}

/**
 * pg-boss tells that a job is done without waiting for the answer. What it still says after the pool has ended is dropped: such
 * a job is done again after the next start.
 */
function untilItEnds(pool: pg.Pool): pg.Pool {
  const query = async (text: string, values?: unknown[]) => {
    if (pool.ending) return undefined;
    try {
      return await pool.query(text, values);
    } catch (error) {
      if (pool.ending) return undefined;
      throw error;
    }
  };
  return new Proxy(pool, {
    get: (target, name) => (name === 'query' ? query : (Reflect.get(target, name) as unknown)),
  });
}
