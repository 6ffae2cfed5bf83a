import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '@dm2/service';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { TaskEntity } from '../database/entities/task.entity.js';
import { POOL } from '../tokens.js';
import { Devices } from './devices.js';
import { readCursor, toPage, type Page } from './paging.js';
import { TASK_STATES } from './schemas.js';
import type { batchView, taskPage } from './task-schemas.js';
import { taskViewOf, type TaskView } from './task-views.js';

/** Tasks of all devices, and of those that were queued together. */
@Injectable()
export class TaskLists {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(POOL) private readonly pool: pg.Pool,
    @Inject(Devices) private readonly devices: Devices,
  ) {}

  /** Newest first. Ids of one device sort by time, so that one device needs no other order. */
  async list({
    devId,
    state,
    name,
    batchId,
    limit,
    cursor,
  }: z.infer<typeof taskPage>): Promise<Page<TaskView>> {
    const after = readCursor(cursor);
    const query = this.source.manager.createQueryBuilder(TaskEntity, 't').limit(limit + 1);
    if (devId === undefined) {
      query.orderBy('t.created_at', 'DESC').addOrderBy('t.id', 'DESC');
      if (after) query.andWhere('(t.created_at, t.id) < (:at, :id)', after);
    } else {
      query.where('t.device_key = :deviceKey', { deviceKey: await this.devices.keyOf(devId) });
      query.orderBy('t.id', 'DESC');
      if (after) query.andWhere('t.id < :id', { id: after.id });
    }
    if (state !== undefined) query.andWhere('t.state = :state', { state });
    if (batchId !== undefined) query.andWhere('t.batch_id = :batchId', { batchId });
    if (name !== undefined) query.andWhere('strpos(lower(t.name), lower(:name)) > 0', { name });
    const tasks = await query.getMany();
    const devIds = await this.devices.devIds(tasks.map(({ deviceKey }) => deviceKey));
    return toPage(
      tasks,
      limit,
      ({ createdAt, id }) => ({ at: createdAt, id }),
      (task) => taskViewOf(task, devIds(task.deviceKey)),
    );
  }

  /** How the devices of a batch stand. @throws Problem 404 */
  async batch(id: string): Promise<z.infer<typeof batchView>> {
    const { rows } = await this.pool.query<{ state: string; n: number; name: string; at: Date }>(
      `SELECT state, count(*)::integer AS n, min(name) AS name, min(created_at) AS at FROM task WHERE batch_id = $1 GROUP BY state`,
      [id],
    );
    const [first] = rows;
    if (!first)
      throw new Problem(404, {
        code: 'batch-unknown',
        field: 'id',
        detail: 'no tasks were queued together so',
      });
    const counts = Object.fromEntries(
      TASK_STATES.map((state) => [state, rows.find((row) => row.state === state)?.n ?? 0]),
    ) as z.infer<typeof batchView>['counts'];
    return {
      id,
      name: first.name,
      createdAt: new Date(Math.min(...rows.map(({ at }) => at.getTime()))).toISOString(),
      devices: rows.reduce((sum, { n }) => sum + n, 0),
      counts,
    };
  }
}
