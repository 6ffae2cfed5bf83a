import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { post } from '../api/client.js';
import type { Device, Notification } from '../api/types.js';
import { State, When } from '../pages/states.js';
import { arrivalOf } from './model/arrival.js';
import { deviceNotificationsQuery } from './queries.js';
import { Listed, Section } from './section.js';
import { TaskLink } from './task-link.js';

/** Package#0: one is sent, and each says how far it came and why no further. */
export function Notifications({ device }: { device: Device }): ReactElement {
  const { devId, notification } = device;
  return (
    <Section title="Notifications">
      <Send device={device} />
      <Listed list={useInfiniteQuery(deviceNotificationsQuery(devId))} empty="No notification was sent.">
        {(notifications) => (
          <table className="data">
            <tbody>
              {notifications.map((item, i) => (
                <Row key={item.id} notification={item} address={notification} open={i === 0} />
              ))}
            </tbody>
          </table>
        )}
      </Listed>
    </Section>
  );
}

/** The order in which the device is to try its bearers (TS 5.2.1, PREFERRED-CON-TYPE). */
const BEARERS: readonly { value: string; label: string }[] = [
  { value: '', label: 'as the device likes' },
  { value: 'wlan any', label: 'WLAN, then any' },
  { value: 'wlan', label: 'WLAN only' },
  { value: 'cellular any', label: 'cellular, then any' },
  { value: 'cellular', label: 'cellular only' },
  { value: 'wireline any', label: 'wireline, then any' },
  { value: 'wireline', label: 'wireline only' },
];

function Send({ device: { devId, notification } }: { device: Device }): ReactElement {
  const client = useQueryClient();
  const [reqMos, setReqMos] = useState(true);
  const [bearers, setBearers] = useState('');
  const send = useMutation({
    mutationFn: () =>
      post(
        '/api/v1/devices/{devId}/notifications',
        { devId },
        {
          reqMos,
          ...(bearers && { preferredConTypes: bearers.split(' ') }),
        },
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notifications', devId] }),
  });
  if (!notification)
    return (
      <p className="quiet">
        It has no address for notifications.{' '}
        <Link to="/devices/$devId/edit" params={{ devId }}>
          Give it one
        </Link>
        , or let the device open the session.
      </p>
    );
  return (
    <form
      className="row-actions"
      style={{ alignItems: 'end', gap: 12 }}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <NativeSelect
        size="xs"
        label="Connect by"
        data={[...BEARERS]}
        value={bearers}
        onChange={(event) => setBearers(event.currentTarget.value)}
      />
      <label className="row-actions">
        <input
          type="checkbox"
          checked={reqMos}
          onChange={(event) => setReqMos(event.currentTarget.checked)}
        />
        ask for the list of objects
      </label>
      <Button size="compact-md" type="submit" loading={send.isPending}>
        Send notification
      </Button>
      {send.isError && (
        <p className="bad" role="alert">
          {send.error.message}
        </p>
      )}
    </form>
  );
}

function Row({
  notification,
  address,
  open,
}: {
  notification: Notification;
  address: Device['notification'];
  open: boolean;
}): ReactElement {
  const { notificationId, state, attempts, createdAt, expiresAt, sessionId, taskId, preferredConTypes } =
    notification;
  const { words, check } = arrivalOf(notification, address);
  return (
    <tr>
      <td>
        <span className="bar">
          <State value={state} />
          {sessionId !== null && (
            <Link to="/sessions/$sessionId" params={{ sessionId }}>
              session
            </Link>
          )}
          {taskId !== null && <TaskLink id={taskId}>of a task</TaskLink>}
          <span className="quiet">
            NOTIFICATION-ID {notificationId}
            {preferredConTypes && `, by ${preferredConTypes.join(', ')}`}
          </span>
        </span>
        {state !== 'answered' && (
          <details open={open}>
            <summary>
              {attempts} attempt{attempts === 1 ? '' : 's'}: why it has not arrived
            </summary>
            <p>{words}</p>
            {check.length > 0 && (
              <ul className="checks" aria-label="What to check">
                {check.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            )}
            <p className="quiet">
              expires <When at={expiresAt} />
            </p>
          </details>
        )}
      </td>
      <td className="end">
        <When at={createdAt} />
      </td>
    </tr>
  );
}
