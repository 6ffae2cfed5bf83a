import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { ApiError } from '../api/client.js';
import { useLive } from '../api/live.js';
import type { StoredObject } from '../api/services.js';
import { More } from '../pages/more.js';
import { Empty, Failed, LineDown, Loading, When } from '../pages/states.js';
import { AccessTable } from './access-table.js';
import { bytesInWords } from './bytes.js';
import { objectsQuery } from './queries.js';
import { UploadForm } from './upload-form.js';
import './repository.css';

const route = getRouteApi('/repository');

/** What HGET, HPUT and HPOST move: objects, and who read and wrote them. */
export function RepositoryPage(): ReactElement {
  const { devId } = route.useSearch();
  const up = useLive();
  const list = useInfiniteQuery(objectsQuery);
  const objects = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const isMissing = list.error instanceof ApiError && list.error.code === 'not-configured';
  return (
    <div className="page">
      <h1>Repository</h1>
      <LineDown up={up} />
      {isMissing ? (
        <Empty>{list.error?.message}</Empty>
      ) : (
        <>
          <UploadForm />
          <section className="stack" aria-label="Objects">
            <h2>Objects</h2>
            {list.isPending && <Loading rows={3} />}
            {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
            {list.isSuccess && objects.length === 0 && (
              <Empty>No object yet. Upload a file, or have a device write one with HPUT or HPOST.</Empty>
            )}
            {objects.length > 0 && <ObjectTable objects={objects} />}
            <More list={list} />
          </section>
          <section className="stack" aria-label="Reads and writes">
            <div className="bar">
              <h2>Reads and writes</h2>
              {devId !== undefined && (
                <span className="quiet">
                  of <span className="mono">{devId}</span>, <Link to="/repository">show all</Link>
                </span>
              )}
            </div>
            <AccessTable {...(devId === undefined ? {} : { devId })} />
          </section>
        </>
      )}
    </div>
  );
}

function ObjectTable({ objects }: { objects: readonly StoredObject[] }): ReactElement {
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col" className="end">
            Size
          </th>
          <th scope="col">Media type</th>
          <th scope="col">Entity tag</th>
          <th scope="col">Written</th>
          <th scope="col">By</th>
        </tr>
      </thead>
      <tbody>
        {objects.map((object) => (
          <tr key={object.name}>
            <td className="mono wrap">
              <Link to="/repository/$name" params={{ name: object.name }}>
                {object.name}
              </Link>
            </td>
            <td className="end" title={`${object.size} bytes`}>
              {bytesInWords(object.size)}
            </td>
            <td className="mono wrap">{object.contentType}</td>
            <td className="mono quiet" title={`"${object.sha256}"`}>
              {object.sha256.slice(0, 12)}…
            </td>
            <td>
              <When at={object.createdAt} />
            </td>
            <td className="wrap">
              <WrittenBy object={object} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A device, with the method it used, or somebody with the token of the management API. */
export function WrittenBy({ object: { devId, method } }: { object: StoredObject }): ReactElement {
  if (devId === null) return <span className="quiet">an operator</span>;
  return (
    <>
      <Link className="mono" to="/devices/$devId" params={{ devId }}>
        {devId}
      </Link>{' '}
      <span className="quiet">H{method}</span>
    </>
  );
}
