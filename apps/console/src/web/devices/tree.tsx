import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState, type ReactElement } from 'react';
import { objectsQuery } from '../api/queries.js';
import type { KnownObject } from '../api/types.js';
import { Empty, Failed, Loading, When } from '../pages/states.js';
import { Aiming } from './aiming.js';
import { aimAt, knownTreeOf, type KnownNode } from './model/known-tree.js';
import { Section } from './section.js';

const route = getRouteApi('/devices/$devId');
const NONE: ReadonlySet<string> = new Set();

/** The DM tree as the server knows it: a ClientURI is aimed at it, and commands are sent where it hits. */
export function KnownObjects({ devId }: { devId: string }): ReactElement {
  const { uri = '' } = route.useSearch();
  const navigate = useNavigate();
  const list = useQuery(objectsQuery(devId));
  const objects = list.data?.items;
  const tree = useMemo(() => knownTreeOf(objects ?? []), [objects]);
  const aim = useMemo(() => aimAt(uri, tree), [uri, tree]);
  const onUri = (text: string) =>
    void navigate({
      to: '/devices/$devId',
      params: { devId },
      search: text === '' ? {} : { uri: text },
      replace: true,
      resetScroll: false,
    });
  const hits = aim?.kind === 'hit' ? aim.keys : NONE;
  return (
    <Section title="Management objects">
      <Aiming devId={devId} uri={uri} aim={aim} onUri={onUri} />
      {list.isPending && <Loading rows={8} />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {objects?.length === 0 && (
        <Empty>
          Nothing is known of its tree yet. GET something of it, such as{' '}
          <button
            className="link mono"
            type="button"
            onClick={() => onUri('urn:oma:mo:oma-dm-devinfo:1.2//')}
          >
            urn:oma:mo:oma-dm-devinfo:1.2//
          </button>
          .
        </Empty>
      )}
      <div className="known">
        {objects?.map((object) => (
          <article key={object.moid}>
            <h3 className="mono wrap">{object.moid}</h3>
            {object.description?.title && <p className="quiet">{object.description.title}</p>}
            {object.instances.length === 0 && <p className="quiet">no instance</p>}
            {object.instances.map((instance, i) => (
              <Instance
                key={instance.miid}
                instance={instance}
                root={tree.get(object.moid)?.[i]?.root}
                hits={hits}
                onPick={onUri}
              />
            ))}
          </article>
        ))}
      </div>
    </Section>
  );
}

interface Picking {
  readonly hits: ReadonlySet<string>;
  readonly onPick: (clientUri: string) => void;
}

function Instance({
  instance: { miid, cv, at, listedAt },
  root,
  ...picking
}: { instance: KnownObject['instances'][number]; root: KnownNode | undefined } & Picking): ReactElement {
  return (
    <div>
      <p className="quiet">
        instance <span className="mono">{miid === '' ? '(the only one)' : miid}</span>
        {at === null ? ', not read yet' : ', read '}
        {at !== null && <When at={at} />}
        {at === null && listedAt !== null && (
          <>
            , listed <When at={listedAt} />
          </>
        )}
        {cv !== null && (
          <>
            , cache validator <span className="mono">{cv}</span>
          </>
        )}
      </p>
      {root && (
        <ul className="tree">
          <Node node={root} {...picking} />
        </ul>
      )}
    </div>
  );
}

/** A node with more children than this is folded at first: a tree may be large. What is folded is not in the page. */
const MANY = 100;

function Node({ node, ...picking }: { node: KnownNode } & Picking): ReactElement {
  const children = node.children();
  const [open, setOpen] = useState(children.length <= MANY);
  return (
    <li>
      {children.length > 0 ? (
        <button
          type="button"
          className="twist"
          aria-expanded={open}
          aria-label={`Children of ${node.name}`}
          onClick={() => setOpen(!open)}
        >
          {open ? '▾' : '▸'}
        </button>
      ) : (
        <span className="twist" />
      )}
      <Name node={node} {...picking} />
      {node.value !== undefined && (
        <>
          <span className="name">: </span>
          <span className="value">{node.value === '' ? <i className="quiet">empty</i> : node.value}</span>
        </>
      )}
      <Says node={node} />
      {children.length > 0 && open && (
        <ul>
          {children.map((child) => (
            <Node key={child.key} node={child} {...picking} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** The node's name; a click aims at it. */
function Name({ node, hits, onPick }: { node: KnownNode } & Picking): ReactElement {
  return (
    <button
      type="button"
      className="node"
      title={node.clientUri}
      data-hit={hits.has(node.key) ? '' : undefined}
      aria-pressed={hits.has(node.key)}
      onClick={(event) => {
        event.preventDefault();
        onPick(node.clientUri);
      }}
    >
      {node.described?.unnamed && (
        <span className="unnamed" title="an un-named node: whoever makes it names it">
          &lt;x&gt;{' '}
        </span>
      )}
      {node.name === '' ? '(root)' : node.name}
    </button>
  );
}

/** What its description says of a node (TS 6.4). */
function Says({ node: { described } }: { node: KnownNode }): ReactElement | null {
  if (!described) return null;
  return (
    <span className="says">
      {described.format}
      {described.access.length > 0 && ` · ${described.access.join(' ')}`}
    </span>
  );
}
