import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { sessionsQuery } from '../api/queries.js';
import { JsonTree } from '../pages/json-tree.js';
import { SessionTable } from '../pages/session-table.js';
import { State, When } from '../pages/states.js';
import { alertsQuery, deviceTasksQuery } from './queries.js';
import { Listed, Section } from './section.js';
import { TaskLink } from './task-link.js';

export function Sessions({ devId }: { devId: string }): ReactElement {
  return (
    <Section title="Sessions">
      <Listed
        list={useInfiniteQuery(sessionsQuery(devId))}
        empty="No session yet. Send a notification, or let the device open one."
      >
        {(sessions) => <SessionTable sessions={sessions} withDevice={false} />}
      </Listed>
    </Section>
  );
}

export function Tasks({ devId }: { devId: string }): ReactElement {
  return (
    <Section title="Tasks">
      <Listed
        list={useInfiniteQuery(deviceTasksQuery(devId))}
        empty="No task was queued for this device. Choose a node of its tree, and what to do with it."
      >
        {(tasks) => (
          <table className="data">
            <tbody>
              {tasks.map(({ id, name, state, reason, createdAt }) => (
                <tr key={id}>
                  <td className="wrap">
                    <TaskLink id={id}>{name}</TaskLink>
                  </td>
                  <td>
                    <State value={state} />
                    {reason !== null && <div className="quiet">{reason}</div>}
                  </td>
                  <td className="end" data-label="queued">
                    <When at={createdAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Listed>
    </Section>
  );
}

export function Alerts({ devId }: { devId: string }): ReactElement {
  return (
    <Section title="Alerts">
      <Listed
        list={useInfiniteQuery(alertsQuery(devId))}
        empty="No alert came. Devices send them with Package#1 and Package#3."
      >
        {(alerts) => (
          <table className="data">
            <tbody>
              {alerts.map(({ id, alertType, sourceUri, mark, data, answers, at, sessionId }) => (
                <tr key={id}>
                  <td className="mono wrap">
                    {alertType}
                    {sourceUri !== null && <div className="quiet">from {sourceUri}</div>}
                    {data && <JsonTree value={data} />}
                  </td>
                  <td data-empty={mark === null && !answers ? '' : undefined}>
                    {mark ?? ''}
                    {answers && <TaskLink id={answers.taskId}>answers a task</TaskLink>}
                  </td>
                  <td className="end">
                    <Link to="/sessions/$sessionId" params={{ sessionId }}>
                      <When at={at} />
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Listed>
    </Section>
  );
}
