import { STATUS } from '@dm2/protocol';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { TaskDetail } from '../api/types.js';
import { JsonTree } from '../pages/json-tree.js';
import { Failed, State } from '../pages/states.js';
import { PartView } from '../session/part-view.js';
import { taskQuery } from '../tasks/queries.js';
import { TaskLink } from './task-link.js';

type Result = TaskDetail['results'][number];

const WAITING: Readonly<Partial<Record<TaskDetail['state'], string>>> = {
  queued: 'The device is notified; the task waits for its session.',
  running: 'On its way.',
  waiting: 'The task waits.',
  cancelled: 'It was cancelled.',
  expired: 'The device did not come in time.',
};

/** A task that was just queued, and what becomes of it, as it happens. */
export function QueuedTask({ id }: { id: string }): ReactElement {
  const task = useQuery(taskQuery(id));
  if (task.isError) return <Failed error={task.error} retry={() => void task.refetch()} />;
  const { name = '', state, reason, results = [] } = task.data ?? {};
  return (
    <article className="queued stack" style={{ gap: 4 }} aria-live="polite" aria-label={name}>
      <p className="bar">
        <span className="mono wrap">
          <TaskLink id={id}>{name || 'task'}</TaskLink>
        </span>
        {state && <State value={state} />}
      </p>
      {state && results.length === 0 && <p className="quiet">{reason ?? WAITING[state] ?? ''}</p>}
      {results.map((result) => (
        <Outcome key={`${result.step}.${result.index}`} result={result} />
      ))}
    </article>
  );
}

function Outcome({
  result: { status, uris, data, reason, outcome, alert },
}: {
  result: Result;
}): ReactElement {
  const meaning = status === null ? undefined : STATUS[status];
  return (
    <>
      <p>
        {status === null ? (
          <span>{reason ?? outcome ?? 'no status'}</span>
        ) : (
          <>
            <span className="mono">{status}</span> {meaning ? `${meaning.name}: ${meaning.meaning}` : ''}
          </>
        )}
        {data?.cached && ' What was read before still holds.'}
      </p>
      {uris && uris.length > 0 && <p className="mono wrap quiet">{uris.join(' ')}</p>}
      {data && (
        <div className="lines">
          {data.encoding === 'mo' ? (
            <PartView part={{ name: null, contentType: data.contentType, json: data.value, text: '' }} />
          ) : (
            String(data.value)
          )}
        </div>
      )}
      {alert && <JsonTree value={alert} />}
    </>
  );
}
