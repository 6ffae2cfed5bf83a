import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.js';
import type { Schema } from './model/check-schema.js';
import type { ListSearch } from './search.js';

/** Tasks of all devices, or of one; narrowed. */
export const taskListQuery = ({ devId, state, name, batchId }: ListSearch) =>
  infiniteQueryOptions({
    queryKey: ['tasks', devId ?? '', { state, name, batchId }],
    queryFn: ({ pageParam: cursor, signal }) =>
      get('/api/v1/tasks', {}, { limit: 50, devId, state, name, batchId, cursor }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

export const taskQuery = (id: string) =>
  queryOptions({
    queryKey: ['task', id],
    queryFn: ({ signal }) => get('/api/v1/tasks/{id}', { id }, {}, signal),
  });

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ['task-batch', id],
    queryFn: ({ signal }) => get('/api/v1/task-batches/{id}', { id }, {}, signal),
  });

/** The JSON Schema of a task, as the server publishes it. */
export const taskSchemaQuery = queryOptions({
  queryKey: ['task-schema'],
  queryFn: async ({ signal }) => {
    const response = await fetch('/schemas/task.schema.json', { credentials: 'same-origin', signal });
    if (!response.ok) throw new Error(`The schema of a task was answered ${response.status}.`);
    return (await response.json()) as Schema;
  },
  staleTime: Infinity,
});

export const descriptionsQuery = queryOptions({
  queryKey: ['ddfs'],
  queryFn: ({ signal }) => get('/api/v1/ddfs', {}, {}, signal),
  staleTime: 60_000,
});

export const descriptionQuery = (moid: string) =>
  queryOptions({
    queryKey: ['ddf', moid],
    queryFn: ({ signal }) => get('/api/v1/ddfs/{moid}', { moid }, {}, signal),
    staleTime: 60_000,
  });
