import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Device } from '../api/types.js';
import { State, When } from '../pages/states.js';

/** Devices, one a row. */
export function DeviceTable({ devices }: { devices: readonly Device[] }): ReactElement {
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">DevID</th>
          <th scope="col">Session</th>
          <th scope="col">Last seen</th>
          <th scope="col">Last notification</th>
          <th scope="col">Notified at</th>
          <th scope="col">Authentication</th>
        </tr>
      </thead>
      <tbody>
        {devices.map((device) => (
          <DeviceRow key={device.devId} device={device} />
        ))}
      </tbody>
    </table>
  );
}

function DeviceRow({
  device: { devId, openSessionId, lastSeenAt, lastNotification, auth, notification },
}: {
  device: Device;
}): ReactElement {
  return (
    <tr>
      <td className="mono wrap">
        <Link to="/devices/$devId" params={{ devId }}>
          {devId}
        </Link>
      </td>
      <td data-empty={openSessionId === null ? '' : undefined}>
        {openSessionId === null ? (
          <span className="quiet">none</span>
        ) : (
          <Link to="/sessions/$sessionId" params={{ sessionId: openSessionId }}>
            <span className="state" data-tone="live">
              open now
            </span>
          </Link>
        )}
      </td>
      <td data-label="seen">
        <When at={lastSeenAt} />
      </td>
      <td data-empty={lastNotification ? undefined : ''}>
        {lastNotification ? (
          <span title={lastNotification.reason ?? undefined}>
            <State value={lastNotification.state} />
          </span>
        ) : (
          <span className="quiet">never sent</span>
        )}
      </td>
      <td className="mono wrap" data-empty={notification ? undefined : ''}>
        {notification ? (
          `${notification.transport} ${notification.host}:${notification.port}`
        ) : (
          <span className="quiet">no address</span>
        )}
      </td>
      <td data-label="authentication">{auth.scheme}</td>
    </tr>
  );
}
