import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Session } from '../api/types.js';
import { State, When } from './states.js';

/** Sessions, one a row. */
export function SessionTable({
  sessions,
  withDevice,
}: {
  sessions: readonly Session[];
  withDevice: boolean;
}): ReactElement {
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">Opened</th>
          {withDevice && <th scope="col">Device</th>}
          <th scope="col">State</th>
          <th scope="col">Initiated by</th>
          <th scope="col" className="end">
            Exchanges
          </th>
          <th scope="col" className="end">
            Commands
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map(({ id, devId, state, initiator, openedAt, exchanges, commands }) => (
          <tr key={id}>
            <td>
              <Link to="/sessions/$sessionId" params={{ sessionId: id }}>
                <When at={openedAt} />
              </Link>
            </td>
            {withDevice && (
              <td className="mono wrap">
                <Link to="/devices/$devId" params={{ devId }}>
                  {devId}
                </Link>
              </td>
            )}
            <td>
              <State value={state} />
            </td>
            <td data-label="by">{initiator}</td>
            <td className="end" data-label="exchanges">
              {exchanges}
            </td>
            <td className="end" data-label="commands">
              {commands.ok} ok
              {commands.failed > 0 && <span className="bad">, {commands.failed} failed</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
