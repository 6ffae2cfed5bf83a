import { z } from 'zod';
import { newTask, page, problemView, queuedTask, TASK_STATES } from './schemas.js';

/** How many devices one request queues a task for. */
export const MOST_DEVICES = 1000;

export const taskPage = page.extend({
  devId: z.string().max(255).optional(),
  state: z.enum(TASK_STATES).optional(),
  name: z.string().max(200).optional().describe('part of the name, in upper or lower case'),
  batchId: z.string().max(100).optional(),
});

export const newBatch = z.strictObject({
  devIds: z.array(z.string().min(1).max(255)).min(1).max(MOST_DEVICES).describe('each once'),
  task: newTask,
});

const counts = z
  .object(Object.fromEntries(TASK_STATES.map((state) => [state, z.number()])) as Counts)
  .describe('how many devices stand where');
type Counts = Record<(typeof TASK_STATES)[number], z.ZodNumber>;

export const queuedBatch = z.object({
  batchId: z.string(),
  items: z
    .array(
      z.union([
        z.object({ devId: z.string(), id: z.string() }),
        z.object({ devId: z.string(), problem: problemView }),
      ]),
    )
    .describe('in the order of the request: the task that is queued, or why there is none'),
  warnings: queuedTask.shape.warnings,
});

export const batchView = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  devices: z.number(),
  counts,
});
