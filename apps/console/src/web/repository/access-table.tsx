import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { More } from '../pages/more.js';
import { Empty, Failed, Loading, When } from '../pages/states.js';
import { bytesInWords } from './bytes.js';
import { accessQuery } from './queries.js';

/** Who read and wrote what (step 6.1), newest first: of an object, of a device, or of all. */
export function AccessTable({ object, devId }: { object?: string; devId?: string }): ReactElement {
  const list = useInfiniteQuery(
    accessQuery({ ...(object === undefined ? {} : { object }), ...(devId === undefined ? {} : { devId }) }),
  );
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <Loading rows={3} />;
  if (list.isError) return <Failed error={list.error} retry={() => void list.refetch()} />;
  if (items.length === 0)
    return <Empty>No device has asked for it. HGET, HPUT and HPOST of a task lead here.</Empty>;
  return (
    <>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Device</th>
            <th scope="col">Request</th>
            <th scope="col">Status</th>
            <th scope="col" className="end">
              Bytes
            </th>
            <th scope="col">Came</th>
          </tr>
        </thead>
        <tbody>
          {items.map((access) => (
            <tr key={access.id}>
              <td>
                <When at={access.at} />
              </td>
              <td className="mono wrap">
                <Link to="/devices/$devId" params={{ devId: access.devId }}>
                  {access.devId}
                </Link>
              </td>
              <td className="mono wrap">
                {access.method}{' '}
                {object === undefined && (
                  <Link to="/repository/$name" params={{ name: access.object }}>
                    {access.object}
                  </Link>
                )}
                {access.range !== null && <span className="quiet"> {access.range}</span>}
              </td>
              <td className={access.status >= 400 ? 'bad' : ''}>{access.status}</td>
              <td className="end" title={`${access.bytes} bytes`}>
                {bytesInWords(access.bytes)}
              </td>
              <td>
                <span className="state" data-tone={access.complete ? 'good' : 'bad'}>
                  {access.complete ? 'whole' : 'cut'}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <More list={list} />
    </>
  );
}
