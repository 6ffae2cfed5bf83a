import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { get } from '../api/client.js';
import type { Answer } from '../api/types.js';
import { Empty, Failed, Loading, State, When } from '../pages/states.js';
import { SessionsChart } from './sessions-chart.js';
import './overview.css';

const EVERY_MS = 5000;
type Overview = Answer<'/api/v1/overview'>;

/** How the server is doing, read every few seconds: the last hour, the last day, and now. */
export function OverviewPage(): ReactElement {
  const overview = useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => get('/api/v1/overview', {}, {}, signal),
    refetchInterval: EVERY_MS,
  });
  const { data } = overview;
  return (
    <div className="page">
      <div className="bar spread">
        <h1>Overview</h1>
        {data && (
          <span className="quiet">
            as of <When at={data.at} />
          </span>
        )}
      </div>
      {overview.isPending && <Loading />}
      {overview.isError && <Failed error={overview.error} retry={() => void overview.refetch()} />}
      {data && (
        <>
          <Now overview={data} />
          <Section title="Sessions, by the minute" note={data.sessions.whole ? '' : 'the newest of them'}>
            <SessionsChart minutes={data.sessions.minutes} />
          </Section>
          <div className="columns">
            <Section title="Failed commands, last day" note={data.failures.whole ? '' : 'the newest of them'}>
              <Failures items={data.failures.items} />
            </Section>
            <Section
              title="Notifications, last day"
              note={data.notifications.whole ? '' : 'the newest of them'}
            >
              <Notifications items={data.notifications.items} />
            </Section>
          </div>
        </>
      )}
    </div>
  );
}

function Section({
  title,
  note,
  children,
}: {
  title: string;
  note: string;
  children: ReactNode;
}): ReactElement {
  return (
    <section className="stack" aria-label={title}>
      <h2>
        {title} {note !== '' && <span className="quiet">({note})</span>}
      </h2>
      {children}
    </section>
  );
}

/** What is so at this moment. */
function Now({ overview: { sessions, uiSessions, devices } }: { overview: Overview }): ReactElement {
  return (
    <dl className="numbers">
      <div>
        <dt>Sessions open</dt>
        <dd>
          <Link to="/sessions">{sessions.open}</Link>
        </dd>
      </div>
      <div>
        <dt>UI sessions open</dt>
        <dd>
          <Link to="/ui-sessions" search={{ state: 'open' }}>
            {uiSessions.open}
          </Link>
        </dd>
        <dd className="quiet">
          {uiSessions.open === 0
            ? 'nobody is asked anything'
            : uiSessions.items.map(({ state, count }) => `${count} ${state}`).join(', ')}
          {uiSessions.expireWithinHour > 0 && `; ${uiSessions.expireWithinHour} expire within the hour`}
        </dd>
      </div>
      <div>
        <dt>Devices seen in the last hour</dt>
        <dd>
          <Link to="/">{devices.seenInLastHour.toLocaleString()}</Link>
        </dd>
        <dd className="quiet">
          of {devices.estimated && 'about '}
          {devices.registered.toLocaleString()} registered
        </dd>
      </div>
    </dl>
  );
}

function Failures({ items }: { items: Overview['failures']['items'] }): ReactElement {
  if (items.length === 0) return <Empty>No command has failed.</Empty>;
  const most = Math.max(...items.map(({ count }) => count));
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">Command</th>
          <th scope="col">Status</th>
          <th scope="col">Times</th>
          <th scope="col">Last</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ command, status, count, lastAt, lastTaskId }) => (
          <tr key={`${command} ${status}`}>
            <td className="mono">{command}</td>
            <td className="mono bad">{status}</td>
            <td>
              <Share count={count} most={most} />
            </td>
            <td data-label="last">
              <a href={`/tasks/${encodeURIComponent(lastTaskId)}`}>
                <When at={lastAt} />
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Notifications({ items }: { items: Overview['notifications']['items'] }): ReactElement {
  if (items.length === 0) return <Empty>No notification was sent.</Empty>;
  const most = Math.max(...items.map(({ count }) => count));
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">Reason</th>
          <th scope="col">Times</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ state, reason, count }) => (
          <tr key={`${state} ${reason ?? ''}`}>
            <td>
              <State value={state} />
            </td>
            <td data-empty={reason === null ? '' : undefined}>
              {reason ?? <span className="quiet">none</span>}
            </td>
            <td>
              <Share count={count} most={most} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A count, and how much it is beside the others. */
function Share({ count, most }: { count: number; most: number }): ReactElement {
  return (
    <span className="share">
      <span className="count">{count.toLocaleString()}</span>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect width={Math.max(1, (count / most) * 100)} height="8" />
      </svg>
    </span>
  );
}
