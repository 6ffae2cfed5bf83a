import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.js';
import type { DeviceSearch } from './model/search.js';

const PAGE = 50;

/** One page of the devices that a search finds. */
export const devicesQuery = ({ from, ...search }: DeviceSearch) =>
  queryOptions({
    queryKey: ['devices', search, from ?? ''],
    queryFn: ({ signal }) => get('/api/v1/devices', {}, { ...search, limit: PAGE, cursor: from }, signal),
    placeholderData: keepPreviousData,
  });

/** What a device has to know of the server; it stays the same while the server runs. */
export const serverQuery = queryOptions({
  queryKey: ['server'],
  queryFn: ({ signal }) => get('/api/v1/server', {}, {}, signal),
  staleTime: Infinity,
});

export const subscriptionsQuery = (devId: string) =>
  queryOptions({
    queryKey: ['subscriptions', devId],
    queryFn: ({ signal }) => get('/api/v1/devices/{devId}/subscriptions', { devId }, {}, signal),
  });

export const alertsQuery = (devId: string) =>
  infiniteQueryOptions({
    queryKey: ['alerts', devId],
    queryFn: ({ pageParam: cursor, signal }) =>
      get('/api/v1/alerts', {}, { devId, limit: 10, cursor }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

export const deviceTasksQuery = (devId: string) =>
  infiniteQueryOptions({
    queryKey: ['tasks', devId, 'paged'],
    queryFn: ({ pageParam: cursor, signal }) =>
      get('/api/v1/devices/{devId}/tasks', { devId }, { limit: 10, cursor }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

export const deviceNotificationsQuery = (devId: string) =>
  infiniteQueryOptions({
    queryKey: ['notifications', devId, 'paged'],
    queryFn: ({ pageParam: cursor, signal }) =>
      get('/api/v1/devices/{devId}/notifications', { devId }, { limit: 10, cursor }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
