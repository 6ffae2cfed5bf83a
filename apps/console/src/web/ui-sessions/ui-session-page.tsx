import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { ApiError } from '../api/client.js';
import { useLive } from '../api/live.js';
import type { DmEvent, UiSession } from '../api/types.js';
import { colourOf, componentOf } from '../components.js';
import { JsonTree } from '../pages/json-tree.js';
import { Empty, Failed, LineDown, Loading, State, When } from '../pages/states.js';
import { awaitInWords, awaitOf } from './awaits.js';
import { inWords } from './duration.js';
import { pageAccessQuery, servedQuery, taskQuery, uiSessionQuery } from './queries.js';
import { TimeLeft } from './time-left.js';
import './ui-sessions.css';

const route = getRouteApi('/ui-sessions/$uiSessionId');

/** A UI session: its page, each event as it comes, what was answered so far, and for how long it may be. */
export function UiSessionPage(): ReactElement {
  const { uiSessionId } = route.useParams();
  const uiSession = useQuery(uiSessionQuery(uiSessionId));
  const up = useLive(uiSession.data?.devId);
  return (
    <div className="page">
      <div className="bar spread">
        <h1>
          UI session{uiSession.data && `: ${uiSession.data.page}`}{' '}
          {uiSession.data && <span className="quiet as">as {uiSession.data.as}</span>}
        </h1>
        {uiSession.data && (
          <Link to="/preview" search={{ of: uiSessionId, page: uiSession.data.page }}>
            Look at its page
          </Link>
        )}
      </div>
      <LineDown up={up} />
      {uiSession.isPending && <Loading />}
      {uiSession.isError && <Failed error={uiSession.error} retry={() => void uiSession.refetch()} />}
      {uiSession.data && (
        <>
          <Facts uiSession={uiSession.data} />
          <div className="columns">
            <Section title="Events">
              <Events uiSession={uiSession.data} events={uiSession.data.events} />
            </Section>
            <div className="stack" style={{ gap: 28 }}>
              <Section title="Answers so far">
                {uiSession.data.result && Object.keys(uiSession.data.result).length > 0 ? (
                  <JsonTree value={uiSession.data.result} />
                ) : (
                  <Empty>Nothing has been answered.</Empty>
                )}
              </Section>
              <Section title="Requests for its page">
                <Accesses id={uiSessionId} />
              </Section>
            </div>
          </div>
        </>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section className="stack" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Facts({ uiSession }: { uiSession: UiSession }): ReactElement {
  const { devId, sessionId, taskId, as, state, createdAt, changedAt, expiresAt } = uiSession;
  const task = useQuery(taskQuery(taskId));
  return (
    <dl className="facts">
      <dt>State</dt>
      <dd>
        <State value={state} /> since <When at={changedAt} />
      </dd>
      <dt>Device</dt>
      <dd className="mono">
        <Link to="/devices/$devId" params={{ devId }}>
          {devId}
        </Link>
      </dd>
      <dt>Shown in</dt>
      <dd>
        <Link to="/sessions/$sessionId" params={{ sessionId }}>
          the session
        </Link>
        , <When at={createdAt} />
      </dd>
      <dt>Task</dt>
      <dd>
        <a href={`/tasks/${encodeURIComponent(taskId)}`}>{task.data?.name ?? taskId}</a>{' '}
        {task.data && <State value={task.data.state} />}
        <p className="quiet">{task.data && awaitInWords(awaitOf(task.data.definition, as))}</p>
      </dd>
      <dt>May be answered</dt>
      <dd>
        until <When at={expiresAt} /> (<TimeLeft uiSession={uiSession} />)
      </dd>
    </dl>
  );
}

/** What happened, with the time since it was shown. */
function Events({ uiSession, events }: { uiSession: UiSession; events: readonly DmEvent[] }): ReactElement {
  const served = useQuery(servedQuery(uiSession.id));
  const shown = Date.parse(uiSession.createdAt);
  if (events.length === 0) return <Empty>The device has not opened the page.</Empty>;
  return (
    <ol className="timeline" aria-live="polite">
      {events.map((event) => {
        const component = componentOf(event.source);
        const reported = served.data?.events.find(({ id }) => id === event.id);
        return (
          <li key={event.id} style={component === undefined ? {} : { color: colourOf(component) }}>
            <span className="mono quiet">+{inWords(Date.parse(event.at) - shown)}</span>
            <div>
              <p>
                <span className="mono">{event.type}</span>{' '}
                <span className="quiet">
                  {event.source}, <When at={event.at} />
                  {reported?.deliveredAt && (
                    <>, reported after {inWords(Date.parse(reported.deliveredAt) - Date.parse(event.at))}</>
                  )}
                </span>
              </p>
              <EventData data={event.data} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** What an event says beside what the page says already. */
function EventData({ data }: { data: Readonly<Record<string, unknown>> }): ReactElement | null {
  const { uiSessionId: _id, devId: _devId, page: _page, ...more } = data;
  return Object.keys(more).length > 0 ? <JsonTree value={more} /> : null;
}

function Accesses({ id }: { id: string }): ReactElement {
  const accesses = useQuery(pageAccessQuery(id));
  if (accesses.isPending) return <Loading rows={2} />;
  if (accesses.isError)
    return accesses.error instanceof ApiError && accesses.error.code === 'not-configured' ? (
      <p className="quiet">{accesses.error.message}</p>
    ) : (
      <Failed error={accesses.error} retry={() => void accesses.refetch()} />
    );
  const { items } = accesses.data;
  if (items.length === 0) return <Empty>Nobody has asked for its page.</Empty>;
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Request</th>
          <th scope="col">Status</th>
          <th scope="col">Browser</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ id: key, at, method, path, status, userAgent }) => (
          <tr key={key}>
            <td>
              <When at={at} />
            </td>
            <td className="mono">
              {method} <span title={path}>{lastOf(path)}</span>
            </td>
            <td className={status >= 400 ? 'bad' : ''}>{status}</td>
            <td className="quiet wrap">{userAgent ?? 'unnamed'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The part of the path that differs: what comes before is the secret of the UI session. */
function lastOf(path: string): string {
  const [, , key] = path
    .replace(/^.*\/ui\//, '/ui/')
    .split('/')
    .slice(1);
  return key === undefined ? '/ui/…' : `/ui/…/${key}`;
}
