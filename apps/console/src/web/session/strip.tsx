import { Link } from '@tanstack/react-router';
import { useEffect, useState, type ReactElement } from 'react';
import type { SessionDetail, UiSession } from '../api/types.js';
import { colourOf, WEB_SERVER } from '../components.js';
import { LineDown, State, When } from '../pages/states.js';
import { durationOf } from './diagram-rows.js';

interface StripProps {
  readonly session: SessionDetail;
  readonly uiSessions: readonly UiSession[];
  readonly up: boolean;
  /** When the session was read. */
  readonly now: number;
  readonly follow: boolean;
  readonly onFollow: (follow: boolean) => void;
  readonly onUiSession: (id: string) => void;
}

/** The session in one strip. */
export function Strip(props: StripProps): ReactElement {
  const { session, uiSessions, up, follow, onFollow, onUiSession } = props;
  const { devId, state, initiator, openedAt, exchanges, commands } = session;
  return (
    <div className="strip">
      <div className="bar spread">
        <h1 className="wrap">
          Session of{' '}
          <Link to="/devices/$devId" params={{ devId }}>
            {devId}
          </Link>
        </h1>
        {state === 'open' && (
          <button type="button" className="chip" aria-pressed={follow} onClick={() => onFollow(!follow)}>
            Follow
          </button>
        )}
      </div>
      <div className="bar">
        <State value={state} />
        <span>initiated by the {initiator}</span>
        <span>
          <When at={openedAt} /> · <Duration session={session} now={props.now} />
        </span>
        <span>
          {exchanges} exchange{exchanges === 1 ? '' : 's'}
        </span>
        <span>
          {commands.ok} command{commands.ok === 1 ? '' : 's'} ok
          {commands.failed > 0 && <span className="bad">, {commands.failed} failed</span>}
        </span>
        {uiSessions.map((uiSession) => (
          <button key={uiSession.id} type="button" className="chip" onClick={() => onUiSession(uiSession.id)}>
            <span className="dot" style={{ color: colourOf(WEB_SERVER) }} />
            UI session {uiSession.page}: {uiSession.state}
          </button>
        ))}
      </div>
      <LineDown up={up} />
    </div>
  );
}

/** How long it took, or has taken so far. */
function Duration({ session, now }: { session: SessionDetail; now: number }): ReactElement {
  const { openedAt, closedAt, state } = session;
  const [clock, setClock] = useState(now);
  const isOpen = state === 'open';
  useEffect(() => {
    if (!isOpen) return undefined;
    const timer = setInterval(() => setClock(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isOpen]);
  const until = closedAt === null ? Math.max(now, clock) : Date.parse(closedAt);
  return <>{durationOf(Math.max(0, until - Date.parse(openedAt)))}</>;
}
