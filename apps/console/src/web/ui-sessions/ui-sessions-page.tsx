import { NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useLive } from '../api/live.js';
import type { UiSession } from '../api/types.js';
import { More } from '../pages/more.js';
import { Empty, Failed, LineDown, Loading, State, When } from '../pages/states.js';
import { filteredUiSessionsQuery, pageKindsQuery, type UiSessionFilter } from './queries.js';
import { TimeLeft } from './time-left.js';
import './ui-sessions.css';

const route = getRouteApi('/ui-sessions');
const STATES = ['open', 'created', 'opened', 'answered', 'finished', 'expired'];

/** The UI sessions of all devices, newest first: which page, on which device, how far. */
export function UiSessionsPage(): ReactElement {
  const filter = route.useSearch();
  const up = useLive(filter.devId);
  const list = useInfiniteQuery({ ...filteredUiSessionsQuery(filter), placeholderData: keepPreviousData });
  const uiSessions = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <div className="page">
      <div className="bar spread">
        <h1>UI sessions</h1>
        <Link to="/preview">Look at every page</Link>
      </div>
      <Filters filter={filter} />
      <LineDown up={up} />
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && uiSessions.length === 0 && (
        <Empty>
          {isFiltered
            ? 'No UI session is like that.'
            : 'No UI session yet. A task opens one with a step that shows a page (SHOW).'}
        </Empty>
      )}
      {uiSessions.length > 0 && <UiSessionTable uiSessions={uiSessions} />}
      <More list={list} />
    </div>
  );
}

/** What is chosen becomes part of the address. */
function Filters({ filter }: { filter: UiSessionFilter }): ReactElement {
  const navigate = route.useNavigate();
  const kinds = useQuery(pageKindsQuery);
  const [devId, setDevId] = useState(filter.devId ?? '');
  const pages = new Set([
    ...(kinds.data?.items.map(({ name }) => name) ?? []),
    ...(filter.page ? [filter.page] : []),
  ]);
  const choose = (name: keyof UiSessionFilter, value: string) =>
    void navigate({
      search: ({ [name]: _before, ...others }) => (value === '' ? others : { ...others, [name]: value }),
      replace: true,
    });
  return (
    <form
      className="bar filters"
      role="search"
      aria-label="UI sessions"
      onSubmit={(event) => {
        event.preventDefault();
        choose('devId', devId.trim());
      }}
    >
      <NativeSelect
        size="sm"
        label="State"
        value={filter.state ?? ''}
        onChange={(event) => choose('state', event.currentTarget.value)}
        data={[{ value: '', label: 'any' }, ...STATES]}
      />
      <NativeSelect
        size="sm"
        label="Page"
        value={filter.page ?? ''}
        onChange={(event) => choose('page', event.currentTarget.value)}
        data={[{ value: '', label: 'any' }, ...pages]}
      />
      <TextInput
        size="sm"
        type="search"
        label="Device"
        placeholder="a whole DevID, then Enter"
        value={devId}
        onChange={(event) => setDevId(event.currentTarget.value)}
        onBlur={() => choose('devId', devId.trim())}
        w={280}
      />
    </form>
  );
}

function UiSessionTable({ uiSessions }: { uiSessions: readonly UiSession[] }): ReactElement {
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">Page</th>
          <th scope="col">Device</th>
          <th scope="col">State</th>
          <th scope="col">Since</th>
          <th scope="col">Answers so far</th>
          <th scope="col">Time left</th>
        </tr>
      </thead>
      <tbody>
        {uiSessions.map((uiSession) => (
          <tr key={uiSession.id}>
            <td>
              <Link to="/ui-sessions/$uiSessionId" params={{ uiSessionId: uiSession.id }}>
                {uiSession.page}
              </Link>{' '}
              <span className="quiet">as {uiSession.as}</span>
            </td>
            <td className="mono wrap">
              <Link to="/devices/$devId" params={{ devId: uiSession.devId }}>
                {uiSession.devId}
              </Link>
            </td>
            <td>
              <State value={uiSession.state} />
            </td>
            <td data-label="since">
              <When at={uiSession.changedAt} />
            </td>
            <td className="mono wrap" data-empty={uiSession.result ? undefined : ''}>
              {uiSession.result ? JSON.stringify(uiSession.result) : <span className="quiet">none</span>}
            </td>
            <td data-label="time left">
              <TimeLeft uiSession={uiSession} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
