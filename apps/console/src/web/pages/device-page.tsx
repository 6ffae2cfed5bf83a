import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { post } from '../api/client.js';
import { useLive } from '../api/live.js';
import { deviceQuery, notificationsQuery, objectsQuery, sessionsQuery, tasksQuery } from '../api/queries.js';
import type { Device } from '../api/types.js';
import { KnownObjects } from './known-objects.js';
import { More } from './more.js';
import { SessionTable } from './session-table.js';
import { Empty, Failed, LineDown, Loading, State, When } from './states.js';

const route = getRouteApi('/devices/$devId');

/** A device: what it is, what is known of its tree, its sessions, tasks and notifications. */
export function DevicePage(): ReactElement {
  const { devId } = route.useParams();
  const up = useLive(devId);
  const device = useQuery(deviceQuery(devId));
  return (
    <div className="page">
      <div className="bar spread">
        <h1 className="wrap">{devId}</h1>
        {device.data && <Notify device={device.data} />}
      </div>
      <LineDown up={up} />
      {device.isPending && <Loading />}
      {device.isError && <Failed error={device.error} retry={() => void device.refetch()} />}
      {device.data && (
        <>
          <Facts device={device.data} />
          <div className="columns">
            <Objects devId={devId} />
            <div className="stack" style={{ gap: 28 }}>
              <Sessions devId={devId} />
              <Tasks devId={devId} />
              <Notifications devId={devId} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}

/** Package#0 on demand; what became of it appears in the list of notifications. */
function Notify({ device: { devId, notification } }: { device: Device }): ReactElement {
  const client = useQueryClient();
  const notify = useMutation({
    mutationFn: () => post('/api/v1/devices/{devId}/notifications', { devId }, { reqMos: true }),
    onSuccess: () => client.invalidateQueries({ queryKey: notificationsQuery(devId).queryKey }),
  });
  return (
    <div className="bar">
      {notify.isError && (
        <span className="bad" role="alert">
          {notify.error.message}
        </span>
      )}
      {!notification && <span className="quiet">It has no address for notifications.</span>}
      <Button size="sm" onClick={() => notify.mutate()} loading={notify.isPending} disabled={!notification}>
        Send notification
      </Button>
    </div>
  );
}

function Facts({ device }: { device: Device }): ReactElement {
  const { auth, notification, profile, lang, registeredAt, lastSeenAt, openSessionId, remarks } = device;
  return (
    <dl className="facts">
      <dt>Session</dt>
      <dd>
        {openSessionId === null ? (
          'none open'
        ) : (
          <Link to="/sessions/$sessionId" params={{ sessionId: openSessionId }}>
            <span className="state" data-tone="live">
              open now
            </span>
          </Link>
        )}
      </dd>
      <dt>Last seen</dt>
      <dd>
        <When at={lastSeenAt} />, registered <When at={registeredAt} />
      </dd>
      <dt>Authentication</dt>
      <dd>
        {auth.scheme}
        {auth.username !== null && ` as ${auth.username}`}
      </dd>
      <dt>Notifications</dt>
      <dd>
        {notification
          ? `${notification.transport} ${notification.host}:${notification.port}, ${notification.signed ? 'signed' : 'not signed'}`
          : 'no address'}
      </dd>
      <dt>Profile</dt>
      <dd>
        {profile === 'cr' ? 'change request: Status in Package#2' : 'technical specification'}
        {lang !== null && `, language ${lang}`}
      </dd>
      {remarks.length > 0 && (
        <>
          <dt>Remarks</dt>
          <dd>{remarks.map(({ clause, text }) => `${text} (${clause})`).join('; ')}</dd>
        </>
      )}
    </dl>
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

interface ListQuery<T> {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly data: { items: T[] } | undefined;
  readonly refetch: () => unknown;
}

/** What a list shows before there is something in it. */
function Listed<T>({
  list,
  empty,
  children,
}: {
  list: ListQuery<T>;
  empty: string;
  children: (items: T[]) => ReactNode;
}): ReactElement {
  if (list.error) return <Failed error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Loading rows={2} />;
  return list.data.items.length === 0 ? <Empty>{empty}</Empty> : <>{children(list.data.items)}</>;
}

function Objects({ devId }: { devId: string }): ReactElement {
  return (
    <Section title="Management objects">
      <Listed
        list={useQuery(objectsQuery(devId))}
        empty="Nothing is known of its tree: no GET has been answered."
      >
        {(objects) => <KnownObjects objects={objects} />}
      </Listed>
    </Section>
  );
}

function Sessions({ devId }: { devId: string }): ReactElement {
  const list = useInfiniteQuery(sessionsQuery(devId));
  const sessions = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section title="Sessions">
      {list.isPending && <Loading rows={2} />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && sessions.length === 0 && (
        <Empty>No session yet. Send a notification, or let the device open one.</Empty>
      )}
      {sessions.length > 0 && <SessionTable sessions={sessions} withDevice={false} />}
      <More list={list} />
    </Section>
  );
}

function Tasks({ devId }: { devId: string }): ReactElement {
  return (
    <Section title="Tasks">
      <Listed list={useQuery(tasksQuery(devId))} empty="No task was queued for this device.">
        {(tasks) => (
          <table className="data">
            <tbody>
              {tasks.map(({ id, name, state, reason, createdAt }) => (
                <tr key={id}>
                  <td>{name}</td>
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

function Notifications({ devId }: { devId: string }): ReactElement {
  return (
    <Section title="Notifications">
      <Listed list={useQuery(notificationsQuery(devId))} empty="No notification was sent.">
        {(notifications) => (
          <table className="data">
            <tbody>
              {notifications.map(({ id, notificationId, state, reason, attempts, createdAt, sessionId }) => (
                <tr key={id}>
                  <td className="mono">id {notificationId}</td>
                  <td>
                    <State value={state} />
                    {reason !== null && <div className="quiet">{reason}</div>}
                  </td>
                  <td>
                    {sessionId === null ? (
                      <span className="quiet">
                        sent {attempts} time{attempts === 1 ? '' : 's'}
                      </span>
                    ) : (
                      <Link to="/sessions/$sessionId" params={{ sessionId }}>
                        session
                      </Link>
                    )}
                  </td>
                  <td className="end">
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
