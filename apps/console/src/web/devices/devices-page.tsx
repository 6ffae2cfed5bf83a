import './devices.css';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useLive } from '../api/live.js';
import { Empty, Failed, LineDown, Loading } from '../pages/states.js';
import { DeviceTable } from './device-table.js';
import { Filters, SearchBox } from './filters.js';
import { filtersIn, type DeviceSearch } from './model/search.js';
import { devicesQuery } from './queries.js';

const route = getRouteApi('/');

/** The devices, searched and sorted by the server, a page at a time: what is shown stays small however many there are. */
export function DevicesPage(): ReactElement {
  const search = route.useSearch();
  const navigate = useNavigate();
  const up = useLive();
  const list = useQuery(devicesQuery(search));
  // Whoever changes what is searched begins at the first page.
  const onChange = (change: Partial<Record<keyof DeviceSearch, string>>) => {
    const { from: _from, ...rest } = search;
    const changed = Object.entries({ ...rest, ...change }).filter(([, value]) => value !== '');
    void navigate({ to: '/', search: Object.fromEntries(changed), replace: true });
  };
  return (
    <div className="page">
      <div className="bar spread">
        <h1>Devices</h1>
        <Button size="sm" component={Link} to="/register">
          Register a device
        </Button>
      </div>
      <div className="finder" role="search">
        <SearchBox search={search} onChange={onChange} />
        <Filters search={search} onChange={onChange} />
      </div>
      <LineDown up={up} />
      {list.isPending && <Loading rows={12} />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <Nothing search={search} />}
      {list.data && list.data.items.length > 0 && <DeviceTable devices={list.data.items} />}
      {list.data && <Pages search={search} next={list.data.next} busy={list.isPlaceholderData} />}
    </div>
  );
}

function Nothing({ search }: { search: DeviceSearch }): ReactElement {
  if (search.search === undefined && filtersIn(search) === 0)
    return (
      <Empty>
        No device is registered yet. <Link to="/register">Register one</Link>, here or with{' '}
        <span className="mono">POST /api/v1/devices</span>.
      </Empty>
    );
  return (
    <Empty>
      {search.search === undefined
        ? 'No device is like that.'
        : `No device ${search.match === 'begins' ? 'has a DevID that begins with' : 'has in its DevID'} “${search.search}”${filtersIn(search) > 0 ? ' and is like the rest' : ''}.`}{' '}
      <Link to="/" search={{}}>
        Show all devices
      </Link>
    </Empty>
  );
}

/** Forward by the cursor in the address; back along the pages that were seen, or to the first. */
function Pages({
  search: { from, ...search },
  next,
  busy,
}: {
  search: DeviceSearch;
  next: string | null;
  busy: boolean;
}): ReactElement | null {
  const navigate = useNavigate();
  const [seen, setSeen] = useState<readonly (string | undefined)[]>([]);
  if (from === undefined && next === null) return null;
  const go = (to: string | undefined) => {
    void navigate({ to: '/', search: to === undefined ? search : { ...search, from: to } });
    window.scrollTo({ top: 0 });
  };
  const back = () => {
    go(seen.at(-1));
    setSeen(seen.slice(0, -1));
  };
  const onward = () => {
    setSeen(from === undefined ? [undefined] : [...seen, from]);
    go(next ?? undefined);
  };
  return (
    <nav className="bar" aria-label="Pages of devices">
      <Button variant="default" size="compact-md" disabled={from === undefined} onClick={back}>
        {seen.length > 1 ? 'Previous page' : 'First page'}
      </Button>
      <Button variant="default" size="compact-md" disabled={next === null} loading={busy} onClick={onward}>
        Next page
      </Button>
    </nav>
  );
}
