import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Device } from '../api/types.js';
import { When } from '../pages/states.js';

/** What a device is, in a few lines. */
export function Facts({ device }: { device: Device }): ReactElement {
  const { auth, notification, profile, lang, cache, registeredAt, lastSeenAt, openSessionId, remarks } =
    device;
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
        {auth.username !== null && (
          <>
            {' '}
            as <span className="mono">{auth.username}</span>
          </>
        )}
      </dd>
      <dt>Notified at</dt>
      <dd>
        {notification ? (
          <>
            <span className="mono">{`${notification.transport} ${notification.host}:${notification.port}`}</span>
            , {notification.signed ? 'with a digest' : 'without a digest'}
          </>
        ) : (
          'no address'
        )}
      </dd>
      <dt>Profile</dt>
      <dd>
        {profile === 'cr' ? 'change request: Status in Package#2' : 'technical specification'}
        {lang !== null && `, language ${lang}`}
        {!cache && ', read without cache validators'}
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
