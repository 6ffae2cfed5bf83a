import './session.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useLive } from '../api/live.js';
import { notificationsQuery, sessionQuery, uiSessionsQuery } from '../api/queries.js';
import { Failed, Loading } from '../pages/states.js';
import { DiagramView, type Pointed } from './diagram.js';
import { Inspector } from './inspector.js';
import type { Arrow } from './model/arrow.js';
import { toDiagram } from './model/diagram.js';
import { Strip } from './strip.js';
import { useKeys } from './use-keys.js';

const route = getRouteApi('/sessions/$sessionId');

/** A session as it happens: a summary, the diagram, and what the chosen arrow carried. */
export function SessionPage(): ReactElement {
  const { sessionId } = route.useParams();
  const session = useQuery(sessionQuery(sessionId));
  if (session.data) return <SessionView key={sessionId} sessionId={sessionId} devId={session.data.devId} />;
  return (
    <div className="page">
      {session.error ? (
        <Failed error={session.error} retry={() => void session.refetch()} />
      ) : (
        <Loading rows={12} />
      )}
    </div>
  );
}

function SessionView({ sessionId, devId }: { sessionId: string; devId: string }): ReactElement {
  const up = useLive(devId);
  const { data: session, dataUpdatedAt } = useQuery(sessionQuery(sessionId));
  const { data: notifications } = useQuery(notificationsQuery(devId));
  const { data: uiSessions } = useQuery(uiSessionsQuery(devId));
  const diagram = useMemo(
    () =>
      session &&
      toDiagram({ session, notifications: notifications?.items ?? [], uiSessions: uiSessions?.items ?? [] }),
    [session, notifications, uiSessions],
  );
  const [chosen, choose] = useChosen(sessionId, diagram?.arrows ?? []);
  const [pointed, setPointed] = useState<Pointed>();
  const [follow, setFollow] = useState(session?.state === 'open');
  const [isOpen, setOpen] = useState(chosen !== undefined);
  const inspector = useRef<HTMLElement>(null);
  const open = (arrow: Arrow | undefined) => {
    if (arrow) choose(arrow);
    setFollow(false);
    setOpen(true);
  };
  useDiagramKeys({
    arrows: diagram?.arrows ?? [],
    chosen,
    choose: (arrow) => {
      choose(arrow);
      setFollow(false);
    },
    open: () => {
      setOpen(true);
      // Once it is there: on a phone it has just been opened.
      requestAnimationFrame(() => inspector.current?.focus());
    },
    close: () => setOpen(false),
    toggleFollow: () => setFollow((now) => !now),
    help: () => {
      choose(undefined);
      setOpen(true);
    },
  });
  if (!session || !diagram) return <Loading rows={12} />;
  const own = (uiSessions?.items ?? []).filter((uiSession) => uiSession.sessionId === sessionId);
  return (
    <div className="session">
      <Strip
        session={session}
        uiSessions={own}
        up={up}
        now={dataUpdatedAt}
        follow={follow}
        onFollow={setFollow}
        onUiSession={(id) => open(diagram.arrows.find(({ uiSessionId }) => uiSessionId === id))}
      />
      <div className="split">
        <DiagramView
          diagram={diagram}
          chosen={chosen}
          pointed={pointed}
          follow={follow}
          onFollow={setFollow}
          onChoose={open}
        />
        <Inspector
          ref={inspector}
          arrow={chosen}
          diagram={diagram}
          session={session}
          isOpen={isOpen}
          onClose={() => setOpen(false)}
          onPoint={setPointed}
        />
      </div>
    </div>
  );
}

/** The chosen arrow is part of the address, so that it can be linked to. */
function useChosen(
  sessionId: string,
  arrows: readonly Arrow[],
): [Arrow | undefined, (arrow: Arrow | undefined) => void] {
  const { at } = route.useSearch();
  const navigate = useNavigate();
  const choose = useCallback(
    (arrow: Arrow | undefined) =>
      void navigate({
        to: '/sessions/$sessionId',
        params: { sessionId },
        search: arrow ? { at: arrow.id } : {},
        replace: true,
        resetScroll: false,
      }),
    [navigate, sessionId],
  );
  return [arrows.find(({ id }) => id === at), choose];
}

interface DiagramKeys {
  readonly arrows: readonly Arrow[];
  readonly chosen: Arrow | undefined;
  readonly choose: (arrow: Arrow | undefined) => void;
  readonly open: () => void;
  readonly close: () => void;
  readonly toggleFollow: () => void;
  readonly help: () => void;
}

function useDiagramKeys(actions: DiagramKeys): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const keys = useMemo(() => {
    const go = (step: number) => {
      const { arrows, chosen, choose } = latest.current;
      const now = chosen ? arrows.indexOf(chosen) : step > 0 ? -1 : arrows.length;
      const next = arrows[Math.min(Math.max(now + step, 0), arrows.length - 1)];
      if (next) choose(next);
    };
    return {
      j: () => go(1),
      k: () => go(-1),
      ArrowDown: () => go(1),
      ArrowUp: () => go(-1),
      Home: () => go(-Infinity),
      End: () => go(Infinity),
      Enter: () => latest.current.open(),
      Escape: () => latest.current.close(),
      f: () => latest.current.toggleFollow(),
      '?': () => latest.current.help(),
    };
  }, []);
  useKeys(keys);
}
