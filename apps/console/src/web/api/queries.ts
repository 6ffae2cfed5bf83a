import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get } from './client.js';

const PAGE = 50;

/** Whether this browser is signed in. */
export const signedInQuery = queryOptions({
  queryKey: ['signed-in'],
  queryFn: async ({ signal }) => {
    const response = await fetch('/auth/session', { credentials: 'same-origin', signal });
    if (!response.ok) throw new Error('The console’s server can’t be reached.');
    return ((await response.json()) as { signedIn: boolean }).signedIn;
  },
  staleTime: Infinity,
});

export const deviceQuery = (devId: string) =>
  queryOptions({
    queryKey: ['device', devId],
    queryFn: ({ signal }) => get('/api/v1/devices/{devId}', { devId }, {}, signal),
  });

/** Sessions of all devices, or of one. */
export const sessionsQuery = (devId?: string) =>
  infiniteQueryOptions({
    queryKey: ['sessions', devId ?? ''],
    queryFn: ({ pageParam: cursor, signal }) =>
      get('/api/v1/sessions', {}, { limit: devId === undefined ? PAGE : 20, devId, cursor }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['session', id],
    queryFn: ({ signal }) => get('/api/v1/sessions/{id}', { id }, {}, signal),
  });

export const notificationsQuery = (devId: string) =>
  queryOptions({
    queryKey: ['notifications', devId],
    queryFn: ({ signal }) => get('/api/v1/devices/{devId}/notifications', { devId }, { limit: 20 }, signal),
  });

export const uiSessionsQuery = (devId: string) =>
  queryOptions({
    queryKey: ['ui-sessions', devId],
    queryFn: ({ signal }) => get('/api/v1/ui-sessions', {}, { devId, limit: 100 }, signal),
  });

export const objectsQuery = (devId: string) =>
  queryOptions({
    queryKey: ['objects', devId],
    queryFn: ({ signal }) => get('/api/v1/devices/{devId}/mos', { devId }, {}, signal),
  });
