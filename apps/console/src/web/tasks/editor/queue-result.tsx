import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { ApiError } from '../../api/client.js';
import type { useQueue } from './use-queue.js';

/** What the API said of a task that was queued with reservations, or that it refused. */
export function QueueResult({ queue }: { queue: ReturnType<typeof useQueue> }): ReactElement | null {
  if (queue.isError) {
    const errors = queue.error instanceof ApiError ? queue.error.errors : [];
    return (
      <div className="notice" data-tone="bad" role="alert">
        <p>{queue.error.message}</p>
        {errors.length > 1 && (
          <ul>
            {errors.map(({ field, detail }) => (
              <li key={`${field} ${detail}`}>
                <span className="mono">{field}</span>: {detail}
              </li>
            ))}
          </ul>
        )}
      </div>
    );
  }
  if (!queue.data) return null;
  const { warnings, refused, taskId, batchId, devices } = queue.data;
  return (
    <div className="notice" role="status">
      <p>
        Queued for {devices === 1 ? 'one device' : `${devices} devices`}.{' '}
        {taskId !== undefined ? (
          <Link to="/tasks/$taskId" params={{ taskId }}>
            Watch the task
          </Link>
        ) : (
          batchId !== undefined && (
            <Link to="/tasks" search={{ batchId }}>
              Watch the tasks
            </Link>
          )
        )}
      </p>
      {warnings.length > 0 && <p>The devices will hardly do all of it:</p>}
      <ul>
        {warnings.map(({ field, detail, clause }) => (
          <li key={`${field} ${detail}`}>
            <span className="mono">{field}</span>: {detail}
            {clause !== undefined && ` (${clause})`}
          </li>
        ))}
        {refused.map(({ devId, detail }) => (
          <li key={devId}>
            <span className="mono wrap">{devId}</span>: {detail}
          </li>
        ))}
      </ul>
    </div>
  );
}
