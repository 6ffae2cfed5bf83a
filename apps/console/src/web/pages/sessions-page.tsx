import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useLive } from '../api/live.js';
import { sessionsQuery } from '../api/queries.js';
import { More } from './more.js';
import { SessionTable } from './session-table.js';
import { Empty, Failed, LineDown, Loading } from './states.js';

/** The sessions of all devices, newest first. */
export function SessionsPage(): ReactElement {
  const up = useLive();
  const list = useInfiniteQuery(sessionsQuery());
  const sessions = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className="page">
      <h1>Sessions</h1>
      <LineDown up={up} />
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && sessions.length === 0 && (
        <Empty>No session yet. A device opens one by itself, or when it is sent a notification.</Empty>
      )}
      {sessions.length > 0 && <SessionTable sessions={sessions} withDevice />}
      <More list={list} />
    </div>
  );
}
