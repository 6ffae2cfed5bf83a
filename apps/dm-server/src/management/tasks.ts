import { Inject, Injectable } from '@nestjs/common';
import {
  checkTask,
  isTerminal,
  moidsOf,
  taskWarnings,
  type TaskDefinition,
  type TaskProblem,
} from '@dm2/server-engine';
import { inTransaction, jobsIn, Problem, type PgBoss } from '@dm2/service';
import type pg from 'pg';
import { DataSource, In } from 'typeorm';
import type { z } from 'zod';
import { SessionEntity } from '../database/entities/session.entity.js';
import { TaskResultEntity } from '../database/entities/task-result.entity.js';
import { TaskEntity } from '../database/entities/task.entity.js';
import { UiSessionEntity } from '../database/entities/ui-session.entity.js';
import { storableJson } from '../database/storable.js';
import { Descriptions } from '../description/descriptions.js';
import { HoldNews } from '../dm/hold-news.js';
import { checkPlaceholders } from '../dm/server-uris.js';
import { storeEvents } from '../event/event-writer.js';
import { News } from '../event/news.js';
import { deviceKeyOfId, newId } from '../ids.js';
import { TASK_EXPIRY } from '../maintenance/task-expiry.js';
import { Notifier } from '../notification/notifier.js';
import { FRESH_PROGRESS } from '../session/stored-state.js';
import { JOBS, POOL } from '../tokens.js';
import { Devices } from './devices.js';
import { readCursor, toPage, type Page } from './paging.js';
import type { newTask, page, queuedTask, taskDetail } from './schemas.js';
import { taskDetailOf, taskViewOf, type TaskView } from './task-views.js';

type QueuedTask = z.infer<typeof queuedTask>;

/** What a task was queued because of, or together with. */
export interface Origin {
  readonly retryOf?: string;
  readonly batchId?: string;
}

/** Tasks of devices. */
@Injectable()
export class Tasks {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(POOL) private readonly pool: pg.Pool,
    @Inject(JOBS) private readonly jobs: PgBoss,
    @Inject(Devices) private readonly devices: Devices,
    @Inject(Notifier) private readonly notifier: Notifier,
    @Inject(News) private readonly news: News,
    @Inject(HoldNews) private readonly holdNews: HoldNews,
    @Inject(Descriptions) private readonly descriptions: Descriptions,
  ) {}

  /** @throws Problem 404, 422 */
  async queue(devId: string, body: z.infer<typeof newTask>): Promise<QueuedTask> {
    const definition = body as TaskDefinition;
    this.check(definition);
    return this.queued(await this.store(devId, definition, {}), devId, definition);
  }

  /** Queues once more what has ended; the only way to repeat commands whose outcome nobody knows (decision 3). */
  async retry(id: string): Promise<QueuedTask> {
    const task = await this.find(id);
    if (!isTerminal(task.state))
      throw conflict('task-not-ended', `the task is ${task.state}: it has not ended`);
    const { expiresAt, ...definition } = task.definition;
    const stillValid = expiresAt !== undefined && Date.parse(expiresAt) > Date.now();
    const devId = (await this.devices.devIds([task.deviceKey]))(task.deviceKey);
    const again = stillValid ? { ...definition, expiresAt } : definition;
    return this.queued(await this.store(devId, again, { retryOf: id }), devId, again);
  }

  /** Ends a task that has not ended. What is on its way to the device stays on its way. */
  async cancel(id: string): Promise<TaskView> {
    const { deviceKey, state } = await this.find(id);
    const devIds = await this.devices.devIds([deviceKey]);
    await inTransaction(this.pool, async (client) => {
      const { rowCount } = await client.query(
        `UPDATE task SET state = 'cancelled', ended_at = $3
          WHERE device_key = $1 AND id = $2 AND state IN ('queued', 'running', 'waiting')`,
        [deviceKey, id, new Date()],
      );
      if (rowCount === 0) throw conflict('task-ended', `the task has ended: it is ${state}`);
      await storeEvents(client, { deviceKey, devId: devIds(deviceKey) }, [
        { type: 'task.cancelled', taskId: id, data: {} },
      ]);
      await this.holdNews.tell(client, deviceKey);
    });
    this.news.publish();
    return this.get(id);
  }

  async get(id: string): Promise<z.infer<typeof taskDetail>> {
    const task = await this.find(id);
    const { deviceKey } = task;
    const { manager } = this.source;
    const [devIds, results, sessions, uiSessions] = await Promise.all([
      this.devices.devIds([deviceKey]),
      manager.find(TaskResultEntity, {
        where: { deviceKey, taskId: id },
        order: { step: 'ASC', index: 'ASC' },
      }),
      this.sessionsOf(deviceKey, id),
      manager.find(UiSessionEntity, { where: { deviceKey, taskId: id }, order: { id: 'ASC' } }),
    ]);
    return taskDetailOf(task, devIds(deviceKey), { results, sessions, uiSessions });
  }

  async list(devId: string, { limit, cursor }: z.infer<typeof page>): Promise<Page<TaskView>> {
    const deviceKey = await this.devices.keyOf(devId);
    const after = readCursor(cursor);
    const query = this.source.manager
      .createQueryBuilder(TaskEntity, 't')
      .where('t.device_key = :deviceKey', { deviceKey })
      .orderBy('t.id', 'DESC')
      .limit(limit + 1);
    if (after) query.andWhere('t.id < :id', { id: after.id });
    return toPage(
      await query.getMany(),
      limit,
      ({ createdAt, id }) => ({ at: createdAt, id }),
      (task) => taskViewOf(task, devId),
    );
  }

  /** What a device will hardly do of a task, as far as its objects are described. */
  async warnings(definition: TaskDefinition): Promise<QueuedTask['warnings']> {
    const descriptions = await this.descriptions.of(moidsOf(definition));
    return taskWarnings(definition, (moid) => descriptions.get(moid)?.root).map((warning) => ({
      ...warning,
    }));
  }

  /** @throws Problem 422 with everything that can't be run */
  check(definition: TaskDefinition): void {
    const errors: TaskProblem[] = [
      ...checkTask(definition),
      ...definition.steps.flatMap((step, i) => checkPlaceholders(step.commands ?? [], `steps/${i}/commands`)),
    ];
    const [first] = errors;
    if (!first) return;
    throw new Problem(422, {
      code: 'invalid-task',
      field: first.field,
      detail: `${first.field}: ${first.detail}`,
      errors,
      ...(first.clause === undefined ? {} : { clause: first.clause }),
    });
  }

  /** Stores a task that was checked, and gives its id; `tell` makes it known. @throws Problem 404 */
  async store(devId: string, definition: TaskDefinition, origin: Origin): Promise<string> {
    const deviceKey = await this.devices.keyOf(devId);
    const id = newId(deviceKey, 'task');
    const { expiresAt } = definition;
    const expires = expiresAt === undefined ? undefined : new Date(expiresAt);
    await inTransaction(this.pool, async (client) => {
      await client.query(
        `INSERT INTO task (device_key, id, name, definition, state, progress, retry_of, batch_id, created_at, expires_at)
         VALUES ($1, $2, $3, $4, 'queued', $5, $6, $7, $8, $9)`,
        [
          deviceKey,
          id,
          definition.name,
          storableJson(definition),
          storableJson(FRESH_PROGRESS),
          origin.retryOf ?? null,
          origin.batchId ?? null,
          new Date(),
          expires ?? null,
        ],
      );
      await storeEvents(client, { deviceKey, devId }, [
        { type: 'task.queued', taskId: id, data: { name: definition.name, ...origin } },
      ]);
      if (expires) {
        await this.jobs.send(TASK_EXPIRY, { deviceKey, id }, { db: jobsIn(client), startAfter: expires });
      }
      await this.holdNews.tell(client, deviceKey);
      if (definition.notify) {
        await this.notifier.request(client, { deviceKey, reqMos: true, taskId: id, expiresAt: expires });
      }
    });
    return id;
  }

  /** There are new tasks: their notifications go out, and whoever follows the events hears of them. */
  tell(): void {
    this.notifier.soon();
    this.news.publish();
  }

  private async queued(id: string, devId: string, definition: TaskDefinition): Promise<QueuedTask> {
    this.tell();
    return {
      ...taskViewOf(await this.find(id), devId),
      warnings: await this.warnings(definition),
    };
  }

  private async find(id: string): Promise<TaskEntity> {
    const deviceKey = deviceKeyOfId(id, 'task');
    const task = deviceKey && (await this.source.manager.findOneBy(TaskEntity, { deviceKey, id }));
    if (!task) throw new Problem(404, { code: 'task-unknown', field: 'id', detail: 'there is no such task' });
    return task;
  }

  /** The sessions that its events happened in, as long as events are kept. */
  private async sessionsOf(deviceKey: string, taskId: string): Promise<SessionEntity[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT DISTINCT session_id AS id FROM event_log
        WHERE device_key = $1 AND task_id = $2 AND session_id IS NOT NULL`,
      [deviceKey, taskId],
    );
    return this.source.manager.find(SessionEntity, {
      where: { deviceKey, id: In(rows.map(({ id }) => id)) },
      order: { id: 'ASC' },
    });
  }
}

function conflict(code: string, detail: string): Problem {
  return new Problem(409, { code, field: 'state', detail });
}
