import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { ApiError, urlOf } from '../api/client.js';
import { useLive } from '../api/live.js';
import { change, type StoredObject } from '../api/services.js';
import { More } from '../pages/more.js';
import { Empty, Failed, LineDown, Loading, When } from '../pages/states.js';
import { AccessTable } from './access-table.js';
import { bytesInWords } from './bytes.js';
import { commandLines } from './command-lines.js';
import { PolicyForm } from './policy-form.js';
import { objectQuery, versionsQuery } from './queries.js';
import { WrittenBy } from './repository-page.js';
import { UploadForm } from './upload-form.js';
import './repository.css';

const route = getRouteApi('/repository/$name');

/** An object: what it is, its versions, who read and wrote it, and how a task moves it. A name may have a policy before it has bytes. */
export function ObjectPage(): ReactElement {
  const { name } = route.useParams();
  const up = useLive();
  const object = useQuery(objectQuery(name));
  const isUnknown = object.error instanceof ApiError && object.error.status === 404;
  return (
    <div className="page">
      <div className="bar spread">
        <h1 className="mono-title wrap">{name}</h1>
        {object.data && <Actions name={name} />}
      </div>
      <LineDown up={up} />
      {object.isPending && <Loading rows={3} />}
      {object.isError && !isUnknown && <Failed error={object.error} retry={() => void object.refetch()} />}
      {isUnknown && <Empty>There is no such object yet. A device may write it, or upload it here.</Empty>}
      {object.data && <Facts object={object.data} />}
      {(object.data || isUnknown) && (
        <>
          <UploadForm key={name} fixedName={name} />
          <Commands name={name} />
          <div className="columns">
            {object.data && <Versions name={name} />}
            <section className="stack" aria-label="What devices may send">
              <h2>What devices may send</h2>
              <PolicyForm key={name} name={name} />
            </section>
          </div>
          <section className="stack" aria-label="Reads and writes">
            <h2>Reads and writes</h2>
            <AccessTable object={name} />
          </section>
        </>
      )}
    </div>
  );
}

/** Deleting asks once more, in place. */
function Actions({ name }: { name: string }): ReactElement {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsked, setIsAsked] = useState(false);
  const remove = useMutation({
    mutationFn: () => change<undefined>('DELETE', '/repository-api/objects/{name}', { name }),
    onSuccess: async () => {
      await navigate({ to: '/repository' });
      await client.invalidateQueries({ queryKey: ['repository'] });
    },
  });
  return (
    <div className="bar" role="group" aria-label="Object">
      {remove.isError && (
        <span className="bad" role="alert">
          {remove.error.message}
        </span>
      )}
      <a href={urlOf('/repository-api/objects/{name}/content', { name }, {})} download={name}>
        Download
      </a>
      {isAsked ? (
        <>
          <span>With all its versions?</span>
          <Button
            size="compact-sm"
            color="red"
            loading={remove.isPending}
            onClick={() => remove.mutate()}
            autoFocus
          >
            Delete {name}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setIsAsked(false)}>
            Keep
          </Button>
        </>
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => setIsAsked(true)}>
          Delete…
        </Button>
      )}
    </div>
  );
}

function Facts({ object }: { object: StoredObject }): ReactElement {
  return (
    <dl className="facts">
      <dt>Size</dt>
      <dd>
        {bytesInWords(object.size)}{' '}
        {object.size >= 1000 && <span className="quiet">({object.size.toLocaleString()} bytes)</span>}
      </dd>
      <dt>Media type</dt>
      <dd className="mono">{object.contentType}</dd>
      <dt>Entity tag</dt>
      <dd className="mono">"{object.sha256}"</dd>
      <dt>Written</dt>
      <dd>
        <When at={object.createdAt} /> by <WrittenBy object={object} />
      </dd>
    </dl>
  );
}

function Commands({ name }: { name: string }): ReactElement {
  const [copied, setCopied] = useState('');
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <section className="stack" aria-label="In a task">
      <h2>In a task</h2>
      <ul className="lines-to-copy">
        {commandLines(name).map(({ command, does, text }) => (
          <li key={command}>
            <code className="mono wrap">{text}</code>
            <span className="quiet">{does}</span>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Copy the ${command} line`}
              onClick={() => void copy(text)}
            >
              {copied === text ? 'Copied' : 'Copy'}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Versions({ name }: { name: string }): ReactElement {
  const list = useInfiniteQuery(versionsQuery(name));
  const versions = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className="stack" aria-label="Versions">
      <h2>Versions</h2>
      {list.isPending && <Loading rows={2} />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {versions.length > 0 && (
        <table className="data">
          <thead>
            <tr>
              <th scope="col">Written</th>
              <th scope="col" className="end">
                Size
              </th>
              <th scope="col">Entity tag</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version, index) => (
              <tr key={version.id}>
                <td>
                  <When at={version.createdAt} /> {index === 0 && <span className="quiet">served</span>}
                </td>
                <td className="end">{bytesInWords(version.size)}</td>
                <td className="mono quiet" title={`"${version.sha256}"`}>
                  {version.sha256.slice(0, 12)}…
                </td>
                <td className="wrap">
                  <WrittenBy object={version} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <More list={list} />
    </section>
  );
}
