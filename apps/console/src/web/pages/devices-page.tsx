import { TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useLive } from '../api/live.js';
import { devicesQuery } from '../api/queries.js';
import type { Device } from '../api/types.js';
import { More } from './more.js';
import { Empty, Failed, LineDown, Loading, When } from './states.js';

const route = getRouteApi('/');
const TYPING_MS = 200;

/** The devices, searched by the server, newest first. */
export function DevicesPage(): ReactElement {
  const { search = '' } = route.useSearch();
  const up = useLive();
  const list = useInfiniteQuery({ ...devicesQuery(search), placeholderData: keepPreviousData });
  const devices = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className="page">
      <div className="bar spread">
        <h1>Devices</h1>
        <Search search={search} />
      </div>
      <LineDown up={up} />
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && devices.length === 0 && (
        <Empty>
          {search === ''
            ? 'No device is registered. POST /api/v1/devices registers one; docs/connect-your-device.md shows how.'
            : `No device has “${search}” in its DevID.`}
        </Empty>
      )}
      {devices.length > 0 && <DeviceTable devices={devices} />}
      <More list={list} />
    </div>
  );
}

/** What is typed becomes part of the address, so that a search can be sent to somebody. */
function Search({ search }: { search: string }): ReactElement {
  const navigate = useNavigate();
  const [text, setText] = useState(search);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);
  const onChange = (value: string) => {
    setText(value);
    clearTimeout(typing.current);
    typing.current = setTimeout(() => {
      const wanted = value.trim();
      void navigate({ to: '/', search: wanted === '' ? {} : { search: wanted }, replace: true });
    }, TYPING_MS);
  };
  return (
    <TextInput
      type="search"
      size="sm"
      aria-label="Search by DevID"
      placeholder="Search by DevID"
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
      w={280}
    />
  );
}

function DeviceTable({ devices }: { devices: readonly Device[] }): ReactElement {
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">DevID</th>
          <th scope="col">Session</th>
          <th scope="col">Last seen</th>
          <th scope="col">Authenticates with</th>
          <th scope="col">Notified at</th>
        </tr>
      </thead>
      <tbody>
        {devices.map(({ devId, openSessionId, lastSeenAt, auth, notification }) => (
          <tr key={devId}>
            <td className="mono wrap">
              <Link to="/devices/$devId" params={{ devId }}>
                {devId}
              </Link>
            </td>
            <td data-empty={openSessionId === null ? '' : undefined}>
              {openSessionId === null ? (
                <span className="quiet">none</span>
              ) : (
                <Link to="/sessions/$sessionId" params={{ sessionId: openSessionId }}>
                  <span className="state" data-tone="live">
                    open now
                  </span>
                </Link>
              )}
            </td>
            <td data-label="seen">
              <When at={lastSeenAt} />
            </td>
            <td>{auth.scheme}</td>
            <td className="mono" data-empty={notification ? undefined : ''}>
              {notification ? `${notification.transport} ${notification.host}:${notification.port}` : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
