import './session.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef, useState, type ReactElement } from 'react';
import { useLive } from '../api/live.js';
import { sessionQuery } from '../api/queries.js';
import { Failed, Loading } from '../pages/states.js';
import { DiagramView, type Pointed } from './diagram.js';
import { FilterBar } from './filter-bar.js';
import { Inspector } from './inspector.js';
import type { Arrow } from './model/arrow.js';
import { toDiagram } from './model/diagram.js';
import { countsOf, filtered } from './model/filter.js';
import { Strip } from './strip.js';
import { useDiagramKeys } from './use-diagram-keys.js';
import { useSessionSearch } from './use-session-search.js';

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
  const diagram = useMemo(() => session && toDiagram(session), [session]);
  const { at, tab, filter, change } = useSessionSearch(sessionId);
  const shown = useMemo(() => diagram && filtered(diagram, filter), [diagram, filter]);
  const counts = useMemo(() => countsOf(diagram?.arrows ?? []), [diagram]);
  const chosen = useMemo(() => diagram?.arrows.find(({ id }) => id === at), [diagram, at]);
  const [pointed, setPointed] = useState<Pointed>();
  const [follow, setFollow] = useState(session?.state === 'open');
  const [isOpen, setOpen] = useState(chosen !== undefined);
  const inspector = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const choose = (arrow: Arrow) => {
    change({ at: arrow.id });
    setPointed(undefined);
    setFollow(false);
  };
  const open = (arrow: Arrow) => {
    choose(arrow);
    setOpen(true);
  };
  useDiagramKeys({
    arrows: shown?.arrows ?? [],
    chosen,
    choose,
    open: () => {
      setOpen(true);
      // Once it is there: on a phone it has just been opened.
      requestAnimationFrame(() => inspector.current?.focus());
    },
    close: () => setOpen(false),
    toggleFollow: () => setFollow((now) => !now),
    filter: () => field.current?.focus(),
    help: () => {
      change({ at: undefined });
      setOpen(true);
    },
  });
  if (!session || !diagram || !shown) return <Loading rows={12} />;
  return (
    <div className="session">
      <Strip
        session={session}
        up={up}
        now={dataUpdatedAt}
        follow={follow}
        onFollow={setFollow}
        onUiSession={(id) => {
          const first = diagram.arrows.find(({ uiSessionId }) => uiSessionId === id);
          if (first) open(first);
        }}
      />
      <FilterBar
        ref={field}
        filter={filter}
        counts={counts}
        shown={shown.arrows.length}
        onFilter={(next) => change({ filter: next })}
        onDone={() => field.current?.blur()}
      />
      <div className="split">
        <DiagramView
          diagram={shown}
          chosen={chosen}
          pointed={pointed}
          follow={follow}
          onFollow={setFollow}
          onChoose={open}
          empty={
            diagram.arrows.length === 0
              ? 'Nothing was recorded of this session: its packages are kept for a limited time.'
              : 'No arrow has all of that in it.'
          }
        />
        <Inspector
          ref={inspector}
          arrow={chosen}
          diagram={diagram}
          session={session}
          tab={tab}
          isOpen={isOpen}
          onClose={() => setOpen(false)}
          onPoint={setPointed}
          onChoose={open}
          onTab={(name) => change({ tab: name })}
        />
      </div>
    </div>
  );
}
