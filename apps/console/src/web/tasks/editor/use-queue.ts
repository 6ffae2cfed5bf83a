import type { TaskDefinition } from '@dm2/server-engine';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { post, type FieldError } from '../../api/client.js';
import type { QueuedBatch, QueuedTask } from '../../api/types.js';

/** What was queued, and what there is to say of it. */
export interface Queued {
  readonly warnings: readonly FieldError[];
  /** Devices that nothing was queued for, and why. */
  readonly refused: readonly { readonly devId: string; readonly detail: string }[];
  readonly taskId?: string;
  readonly batchId?: string;
  readonly devices: number;
}

/** Queues the task for one device, or for several together; goes to where one watches it if there is nothing else to say. */
export function useQueue() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({
      devIds,
      task,
    }: {
      devIds: readonly string[];
      task: TaskDefinition;
    }): Promise<Queued> => {
      const [devId = ''] = devIds;
      return devIds.length === 1 ? one(devId, task) : several(devIds, task);
    },
    onSuccess: ({ warnings, refused, taskId, batchId }) => {
      if (warnings.length > 0 || refused.length > 0) return;
      if (taskId !== undefined) void navigate({ to: '/tasks/$taskId', params: { taskId } });
      else if (batchId !== undefined) void navigate({ to: '/tasks', search: { batchId } });
    },
  });
}

async function one(devId: string, task: TaskDefinition): Promise<Queued> {
  const { id, warnings } = await post<QueuedTask>('/api/v1/devices/{devId}/tasks', { devId }, task);
  return { warnings, refused: [], taskId: id, devices: 1 };
}

async function several(devIds: readonly string[], task: TaskDefinition): Promise<Queued> {
  const { batchId, items, warnings } = await post<QueuedBatch>('/api/v1/tasks', {}, { devIds, task });
  const refused = items.flatMap((item) =>
    'problem' in item ? [{ devId: item.devId, detail: item.problem.detail }] : [],
  );
  return { warnings, refused, batchId, devices: items.length - refused.length };
}
