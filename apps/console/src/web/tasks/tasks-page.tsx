import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useLive } from '../api/live.js';
import { More } from '../pages/more.js';
import { Empty, Failed, LineDown, Loading } from '../pages/states.js';
import { BatchSummary } from './batch-summary.js';
import { taskListQuery } from './queries.js';
import type { ListSearch } from './search.js';
import { TaskTable } from './task-table.js';
import './tasks.css';

const route = getRouteApi('/tasks');
const TYPING_MS = 250;
const STATES = ['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled', 'expired'];

/** The tasks of all devices, newest first; or of those that a task was queued for together. */
export function TasksPage(): ReactElement {
  const search = route.useSearch();
  const up = useLive(search.devId);
  const list = useInfiniteQuery(taskListQuery(search));
  const tasks = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const narrowed = Object.keys(search).length > 0;
  return (
    <div className="page">
      <div className="bar spread">
        <h1>{search.batchId === undefined ? 'Tasks' : 'Tasks queued together'}</h1>
        <Link
          to="/tasks/new"
          search={search.devId === undefined ? {} : { devId: search.devId }}
          className="button"
        >
          New task
        </Link>
      </div>
      <LineDown up={up} />
      {search.batchId !== undefined && <BatchSummary id={search.batchId} />}
      <Filters search={search} />
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && tasks.length === 0 && (
        <Empty>
          {narrowed
            ? 'No task is like that.'
            : 'No task was queued yet. A task is what a device is asked to do: begin with a new one, or from a template.'}
        </Empty>
      )}
      {tasks.length > 0 && <TaskTable tasks={tasks} />}
      <More list={list} />
    </div>
  );
}

/** What the list is narrowed to, as part of the address. */
function Filters({ search }: { search: ListSearch }): ReactElement {
  const navigate = useNavigate();
  const go = (change: Partial<Record<keyof ListSearch, string>>) =>
    void navigate({ to: '/tasks', search: { ...search, ...change }, replace: true });
  const isNarrowed = search.state !== undefined || search.devId !== undefined || search.name !== undefined;
  return (
    <div className="filters">
      <NativeSelect
        size="sm"
        aria-label="State"
        data={[{ value: '', label: 'any state' }, ...STATES]}
        value={search.state ?? ''}
        onChange={(event) => go({ state: event.currentTarget.value })}
      />
      <Typed label="Device" value={search.devId ?? ''} onChange={(devId) => go({ devId })} />
      <Typed label="Name" value={search.name ?? ''} onChange={(name) => go({ name })} />
      {isNarrowed && (
        <Button size="compact-sm" variant="subtle" onClick={() => go({ state: '', devId: '', name: '' })}>
          All
        </Button>
      )}
    </div>
  );
}

/** A filter that is typed; it holds when typing has paused. */
function Typed({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}): ReactElement {
  const [draft, setDraft] = useState<string>();
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);
  const type = (text: string) => {
    setDraft(text);
    clearTimeout(typing.current);
    typing.current = setTimeout(() => {
      setDraft(undefined);
      onChange(text.trim());
    }, TYPING_MS);
  };
  return (
    <TextInput
      size="sm"
      type="search"
      aria-label={label}
      placeholder={label}
      value={draft ?? value}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
