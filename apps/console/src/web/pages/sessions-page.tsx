import { Button, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../api/client.js';
import { useLive } from '../api/live.js';
import type { List, Session } from '../api/types.js';
import { SessionTable } from './session-table.js';
import { Empty, Failed, LineDown, Loading } from './states.js';

export function SessionsPage(): ReactElement {
  const up = useLive();
  const list = useInfiniteQuery({
    queryKey: ['sessions'],
    queryFn: ({ pageParam }) =>
      api<List<Session>>(
        `/api/v1/sessions?${new URLSearchParams({ limit: '50', ...(pageParam ? { cursor: pageParam } : {}) }).toString()}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const sessions = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Title order={1} size="h2" mb="md">
        Sessions
      </Title>
      <LineDown up={up} />
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && sessions.length === 0 && (
        <Empty>No session yet. A device opens one by itself, or when it is sent a notification.</Empty>
      )}
      {sessions.length > 0 && <SessionTable sessions={sessions} withDevice />}
      {list.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}
