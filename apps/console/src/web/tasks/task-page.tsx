import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useLive } from '../api/live.js';
import type { TaskDetail } from '../api/types.js';
import { Failed, LineDown, Loading, State, When } from '../pages/states.js';
import { stepsOf } from './model/steps-of.js';
import { Progress } from './progress.js';
import { taskQuery } from './queries.js';
import { StepView } from './step-view.js';
import { TaskActions } from './task-actions.js';
import { reasonInWords } from './words.js';
import './tasks.css';

const route = getRouteApi('/tasks/$taskId');

/** A task: how far it is, and what became of each of its commands. */
export function TaskPage(): ReactElement {
  const { taskId } = route.useParams();
  const task = useQuery(taskQuery(taskId));
  const up = useLive(task.data?.devId);
  return (
    <div className="page">
      {task.isPending && <Loading />}
      {task.isError && <Failed error={task.error} retry={() => void task.refetch()} />}
      {task.data && (
        <>
          <div className="bar spread">
            <h1 className="wrap">{task.data.name}</h1>
            <TaskActions task={task.data} />
          </div>
          <LineDown up={up} />
          <Facts task={task.data} />
          <Steps task={task.data} />
        </>
      )}
    </div>
  );
}

function Facts({ task }: { task: TaskDetail }): ReactElement {
  const { devId, state, reason, createdAt, endedAt, expiresAt, retryOf, batchId, sessions, progress } = task;
  return (
    <dl className="facts">
      <dt>State</dt>
      <dd>
        <span role="status">
          <State value={state} />
        </span>
        {reason !== null && <p>{reasonInWords(reason)}</p>}
        {progress.callback && (
          <p className="quiet">It waits outside of a session; the answer calls the device back.</p>
        )}
      </dd>
      <dt>Steps</dt>
      <dd>
        <Progress step={task.step} steps={task.steps} />
        {progress.resumes > 0 && `, the next was sent again ${times(progress.resumes)} after a lost session`}
      </dd>
      <dt>Device</dt>
      <dd className="mono">
        <Link to="/devices/$devId" params={{ devId }}>
          {devId}
        </Link>
      </dd>
      <dt>Queued</dt>
      <dd>
        <When at={createdAt} />
        {endedAt !== null && (
          <>
            , ended <When at={endedAt} />
          </>
        )}
        {endedAt === null && expiresAt !== null && (
          <>
            , expires <When at={expiresAt} />
          </>
        )}
        {batchId !== null && (
          <>
            ,{' '}
            <Link to="/tasks" search={{ batchId }}>
              together with others
            </Link>
          </>
        )}
        {retryOf !== null && (
          <>
            , a retry of{' '}
            <Link to="/tasks/$taskId" params={{ taskId: retryOf }}>
              an earlier task
            </Link>
          </>
        )}
      </dd>
      <dt>Sessions</dt>
      <dd>
        {sessions.length === 0 && (
          <span className="quiet">none yet: it waits for the device to open one</span>
        )}
        <ul className="inline">
          {sessions.map((session) => (
            <li key={session.id}>
              <Link to="/sessions/$sessionId" params={{ sessionId: session.id }}>
                <When at={session.openedAt} />
              </Link>{' '}
              <State value={session.state} />
            </li>
          ))}
        </ul>
      </dd>
    </dl>
  );
}

function Steps({ task }: { task: TaskDetail }): ReactElement {
  return (
    <ol className="steps" aria-label="Steps">
      {stepsOf(task).map((step) => (
        <StepView key={step.index} step={step} />
      ))}
    </ol>
  );
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
