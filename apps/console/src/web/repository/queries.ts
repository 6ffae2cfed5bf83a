import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { ApiError } from '../api/client.js';
import { read, type MediaPolicy, type ObjectAccess, type StoredObject } from '../api/services.js';
import type { List } from '../api/types.js';

const PAGE = 50;
/** What its server can't do now it may do in a moment; what is refused stays so. */
const retry = (count: number, error: Error) =>
  !(error instanceof ApiError && error.status >= 400) && count < 2;

export const objectsQuery = infiniteQueryOptions({
  queryKey: ['repository', 'objects'],
  queryFn: ({ pageParam: cursor, signal }) =>
    read<List<StoredObject>>('/repository-api/objects', {}, { limit: PAGE, cursor }, signal),
  initialPageParam: '',
  getNextPageParam: ({ next }) => next,
  retry,
});

export const objectQuery = (name: string) =>
  queryOptions({
    queryKey: ['repository', 'object', name],
    queryFn: ({ signal }) => read<StoredObject>('/repository-api/objects/{name}', { name }, {}, signal),
    retry,
  });

export const versionsQuery = (name: string) =>
  infiniteQueryOptions({
    queryKey: ['repository', 'versions', name],
    queryFn: ({ pageParam: cursor, signal }) =>
      read<List<StoredObject>>(
        '/repository-api/objects/{name}/versions',
        { name },
        { limit: 20, cursor },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    retry,
  });

/** Who read and wrote: of one object, of one device, or of all. */
export const accessQuery = ({ object, devId }: { object?: string; devId?: string }) =>
  infiniteQueryOptions({
    queryKey: ['repository', 'access', object, devId],
    queryFn: ({ pageParam: cursor, signal }) =>
      read<List<ObjectAccess>>('/repository-api/access', {}, { limit: PAGE, object, devId, cursor }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    retry,
  });

export const policyQuery = (name: string) =>
  queryOptions({
    queryKey: ['repository', 'policy', name],
    queryFn: ({ signal }) => read<MediaPolicy>('/repository-api/objects/{name}/policy', { name }, {}, signal),
    retry,
  });
