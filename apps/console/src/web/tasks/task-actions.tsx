import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { post } from '../api/client.js';
import type { QueuedTask, TaskDetail } from '../api/types.js';
import { isEnded } from './model/steps-of.js';
import { taskQuery } from './queries.js';

/** What can be done with a task: cancelled until it has ended, then repeated; and edited into another at any time. */
export function TaskActions({ task: { id, state } }: { task: TaskDetail }): ReactElement {
  const client = useQueryClient();
  const navigate = useNavigate();
  const cancel = useMutation({
    mutationFn: () => post('/api/v1/tasks/{id}/cancel', { id }),
    onSettled: () => client.invalidateQueries({ queryKey: taskQuery(id).queryKey }),
  });
  const retry = useMutation({
    mutationFn: () => post<QueuedTask>('/api/v1/tasks/{id}/retry', { id }),
    onSuccess: (queued) => navigate({ to: '/tasks/$taskId', params: { taskId: queued.id } }),
  });
  const error = cancel.error ?? retry.error;
  return (
    <div className="bar">
      {error && (
        <span className="bad" role="alert">
          {error.message}
        </span>
      )}
      <Link to="/tasks/new" search={{ from: id }}>
        Edit as a new task
      </Link>
      {isEnded(state) ? (
        <Button size="sm" loading={retry.isPending} onClick={() => retry.mutate()}>
          Retry
        </Button>
      ) : (
        <Button size="sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel
        </Button>
      )}
    </div>
  );
}
