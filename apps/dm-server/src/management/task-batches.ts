import { Inject, Injectable } from '@nestjs/common';
import { newSortableId, Problem, toProblem } from '@dm2/service';
import type { TaskDefinition } from '@dm2/server-engine';
import type { z } from 'zod';
import type { newBatch, queuedBatch } from './task-schemas.js';
import { Tasks } from './tasks.js';

type QueuedBatch = z.infer<typeof queuedBatch>;

/** How many devices are served at a time: the rest of the pool of connections is for the devices' own exchanges. */
const AT_A_TIME = 4;

/** The same task for several devices. */
@Injectable()
export class TaskBatches {
  constructor(@Inject(Tasks) private readonly tasks: Tasks) {}

  /**
   * Queues for each device in a transaction of its own: one that is not registered keeps none of the others from theirs.
   *
   * @throws Problem 422 if the task can't be run, or none of the devices is there
   */
  async queue({ devIds, task }: z.infer<typeof newBatch>): Promise<QueuedBatch> {
    const definition = task as TaskDefinition;
    this.tasks.check(definition);
    const repeated = devIds.findIndex((devId, i) => devIds.indexOf(devId) < i);
    if (repeated >= 0)
      throw new Problem(422, {
        code: 'device-repeated',
        field: `devIds/${repeated}`,
        detail: `"${devIds[repeated] ?? ''}" is there twice`,
      });
    const batchId = newSortableId('b');
    const items = await this.each(devIds, definition, batchId);
    const errors = items.flatMap((item, i) =>
      'problem' in item ? [{ field: `devIds/${i}`, detail: item.problem.detail }] : [],
    );
    if (errors.length === items.length)
      throw new Problem(422, {
        code: 'no-device',
        field: 'devIds',
        detail: `queued for none of the devices: ${errors[0]?.detail ?? ''}`,
        errors,
      });
    this.tasks.tell();
    return { batchId, items, warnings: await this.tasks.warnings(definition) };
  }

  private async each(
    devIds: readonly string[],
    definition: TaskDefinition,
    batchId: string,
  ): Promise<QueuedBatch['items']> {
    const items: QueuedBatch['items'] = [];
    const left = devIds.entries();
    const work = async () => {
      for (const [i, devId] of left) items[i] = await this.one(devId, definition, batchId);
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    return items;
  }

  private async one(
    devId: string,
    definition: TaskDefinition,
    batchId: string,
  ): Promise<QueuedBatch['items'][number]> {
    try {
      return { devId, id: await this.tasks.store(devId, definition, { batchId }) };
    } catch (error) {
      return { devId, problem: { ...toProblem(error).details } };
    }
  }
}
