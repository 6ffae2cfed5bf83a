import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { ApiError, get } from '../api/client.js';
import { read, type PageAccess, type PageKinds, type ServedUiSession } from '../api/services.js';

export interface UiSessionFilter {
  readonly state?: string;
  readonly page?: string;
  readonly devId?: string;
}

export const filteredUiSessionsQuery = ({ state, page, devId }: UiSessionFilter) =>
  infiniteQueryOptions({
    queryKey: ['ui-sessions', devId ?? '', 'list', state, page],
    queryFn: ({ pageParam: cursor, signal }) =>
      get('/api/v1/ui-sessions', {}, { limit: 50, state, page, devId, cursor }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

export const uiSessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['ui-session', id],
    queryFn: ({ signal }) => get('/api/v1/ui-sessions/{id}', { id }, {}, signal),
  });

export const taskQuery = (id: string) =>
  queryOptions({
    queryKey: ['task', id],
    queryFn: ({ signal }) => get('/api/v1/tasks/{id}', { id }, {}, signal),
  });

/** What the component that serves the page knows of it; changes as the UI session does. */
export const servedQuery = (id: string) =>
  queryOptions({
    queryKey: ['ui-session', id, 'served'],
    queryFn: ({ signal }) => read<ServedUiSession>('/pages-api/ui-sessions/{id}', { id }, {}, signal),
    retry: false,
  });

export const pageAccessQuery = (id: string) =>
  queryOptions({
    queryKey: ['ui-session', id, 'access'],
    queryFn: ({ signal }) =>
      read<{ items: PageAccess[]; next: string | null }>(
        '/pages-api/access',
        {},
        { uiSessionId: id, limit: 100 },
        signal,
      ),
    retry: false,
  });

export const pageKindsQuery = queryOptions({
  queryKey: ['page-kinds'],
  queryFn: ({ signal }) => read<PageKinds>('/pages-api/pages', {}, {}, signal),
  staleTime: 60_000,
  retry: (count, error) => !(error instanceof ApiError && error.status >= 400) && count < 2,
});
