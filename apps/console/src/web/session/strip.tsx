import { Link } from '@tanstack/react-router';
import { useEffect, useState, type ReactElement } from 'react';
import type { SessionDetail } from '../api/types.js';
import { colourOf, WEB_SERVER } from '../components.js';
import { LineDown, State, When } from '../pages/states.js';
import { CopyButton } from './copy-button.js';
import { durationOf } from './diagram-rows.js';
import { harUrl, mermaidOf } from './exports.js';
import { callBacksOf } from './model/call-backs.js';

interface StripProps {
  readonly session: SessionDetail;
  readonly up: boolean;
  /** When the session was read. */
  readonly now: number;
  readonly follow: boolean;
  readonly onFollow: (follow: boolean) => void;
  readonly onUiSession: (id: string) => void;
}

/** The session in one strip. */
export function Strip(props: StripProps): ReactElement {
  const { session, up, follow, onFollow, onUiSession } = props;
  const { devId, state, initiator, openedAt, exchanges, commands } = session;
  const uiSessions = session.uiSessions.filter(({ sessionId }) => sessionId === session.id);
  const callBacks = callBacksOf(session);
  return (
    <div className="strip">
      <div className="bar spread">
        <h1 className="wrap">
          Session of{' '}
          <Link to="/devices/$devId" params={{ devId }}>
            {devId}
          </Link>
        </h1>
        <div className="bar tools">
          <CopyButton label="Copy as Mermaid" text={() => mermaidOf(session.id)} />
          <a className="chip" href={harUrl(session.id)} download>
            Download HAR
          </a>
          {state === 'open' && (
            <button type="button" className="chip" aria-pressed={follow} onClick={() => onFollow(!follow)}>
              Follow
            </button>
          )}
        </div>
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
        {callBacks.from.map(({ sessionId, page }) => (
          <Link key={sessionId} to="/sessions/$sessionId" params={{ sessionId }}>
            called back by {page}, shown in an earlier session
          </Link>
        ))}
        {callBacks.to.map(({ sessionId, page }) => (
          <Link key={sessionId} to="/sessions/$sessionId" params={{ sessionId }}>
            {page} called the device back: the next session
          </Link>
        ))}
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
