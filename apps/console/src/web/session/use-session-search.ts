import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { filterOf, searchOf, type Filter } from './model/filter.js';

const route = getRouteApi('/sessions/$sessionId');

interface Change {
  readonly at?: string | undefined;
  readonly tab?: string;
  readonly filter?: Filter;
}

export interface SessionSearch {
  /** Id of the chosen arrow. */
  readonly at: string | undefined;
  /** The tab of the inspector that was chosen. */
  readonly tab: string | undefined;
  readonly filter: Filter;
  readonly change: (change: Change) => void;
}

/** What one looks at in a session is part of its address, so that it can be linked to. */
export function useSessionSearch(sessionId: string): SessionSearch {
  const { at, tab, q, without } = route.useSearch();
  const navigate = useNavigate();
  const filter = useMemo(
    () => filterOf({ ...(q === undefined ? {} : { q }), ...(without === undefined ? {} : { without }) }),
    [q, without],
  );
  const change = useCallback(
    ({ filter: next, ...rest }: Change) =>
      void navigate({
        to: '/sessions/$sessionId',
        params: { sessionId },
        search: (now) => {
          const merged = { at: now.at, tab: now.tab, q: now.q, without: now.without, ...rest };
          const { q: text, without: left } = next ? searchOf(next) : merged;
          return Object.fromEntries(
            Object.entries({ at: merged.at, tab: merged.tab, q: text, without: left }).filter(
              ([, value]) => value !== undefined,
            ),
          );
        },
        replace: true,
        resetScroll: false,
      }),
    [navigate, sessionId],
  );
  return { at, tab, filter, change };
}
