import { useQueries } from '@tanstack/react-query';
import { get } from '../api/client.js';
import type { Answer } from '../api/types.js';
import type { TaskResult } from './model/results.js';

/** The results of the tasks that a session worked on; none are read while there is no need. */
export function useResults(taskIds: readonly string[], isWanted: boolean): readonly TaskResult[] {
  const tasks = useQueries({
    queries: (isWanted ? taskIds : []).map((id) => ({
      queryKey: ['task', id],
      queryFn: ({ signal }: { signal: AbortSignal }): Promise<Answer<'/api/v1/tasks/{id}'>> =>
        get('/api/v1/tasks/{id}', { id }, {}, signal),
    })),
  });
  return tasks.flatMap(({ data }) => data?.results ?? []);
}
