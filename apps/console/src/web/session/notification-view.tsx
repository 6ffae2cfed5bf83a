import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Notification } from '../api/types.js';
import { State } from '../pages/states.js';
import { Fact } from './fact.js';
import { fieldsOf, type Field } from './model/notification-bits.js';

/** A Package#0: how far it came, and its bytes taken apart. */
export function NotificationView({
  notification,
  sessionId,
}: {
  notification: Notification;
  /** The session that is shown. */
  sessionId: string;
}): ReactElement {
  const { bytes, attempts, reason, notificationId, state } = notification;
  const other = notification.sessionId !== sessionId ? notification.sessionId : null;
  return (
    <div className="stack">
      <dl className="facts">
        <Fact name="NOTIFICATION-ID">{notificationId}</Fact>
        <Fact name="State">
          <State value={state} />
        </Fact>
        <Fact name="Sent">
          {attempts} time{attempts === 1 ? '' : 's'}
        </Fact>
        {reason !== null && <Fact name="Reason">{reason}</Fact>}
        {other !== null && (
          <Fact name="Led to">
            <Link to="/sessions/$sessionId" params={{ sessionId: other }}>
              the session that it called for
            </Link>
          </Fact>
        )}
      </dl>
      {bytes === null ? (
        <p className="quiet">Its bytes were not recorded: it has not been sent.</p>
      ) : (
        <Bytes hex={bytes} />
      )}
    </div>
  );
}

function Bytes({ hex }: { hex: string }): ReactElement {
  return (
    <>
      <h3>
        As sent <span className="quiet">{hex.length / 2} bytes</span>
      </h3>
      <pre className="lines">{hex.match(/../g)?.join(' ')}</pre>
      <h3>
        By bits <span className="quiet">TS 7.1.1</span>
      </h3>
      <table className="bits">
        <thead>
          <tr>
            <th scope="col">Bit</th>
            <th scope="col">Field</th>
            <th scope="col">As sent</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {fieldsOf(hex).map((field) => (
            <FieldRow key={field.offset} field={field} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function FieldRow({ field: { offset, name, option, raw, meaning } }: { field: Field }): ReactElement {
  return (
    <tr data-begins={name === 'Option Delta'}>
      <td className="mono quiet">{offset}</td>
      <td>{name === 'Option Value' ? option : name}</td>
      <td className="mono wrap">{raw}</td>
      <td className="wrap">{meaning}</td>
    </tr>
  );
}
