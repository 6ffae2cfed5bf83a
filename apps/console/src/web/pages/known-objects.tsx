import type { ReactElement } from 'react';
import type { KnownObject } from '../api/types.js';
import { JsonTree } from './json-tree.js';
import { When } from './states.js';

/** What the server knows of a device's tree: by MOID and instance, with age and cache validator. */
export function KnownObjects({ objects }: { objects: readonly KnownObject[] }): ReactElement {
  return (
    <div className="stack">
      {objects.map(({ moid, instances }) => (
        <article key={moid}>
          <h3 className="mono wrap">{moid}</h3>
          {instances.length === 0 && <p className="quiet">no instance</p>}
          {instances.map((instance) => (
            <Instance key={instance.miid} instance={instance} />
          ))}
        </article>
      ))}
    </div>
  );
}

function Instance({ instance }: { instance: KnownObject['instances'][number] }): ReactElement {
  const { miid, name, cv, at, data } = instance;
  return (
    <div>
      <p className="quiet">
        instance <span className="mono">{miid === '' ? '(the only one)' : miid}</span>
        {at === null ? ', not read yet' : ', read '}
        {at !== null && <When at={at} />}
        {cv !== null && `, cache validator ${cv}`}
      </p>
      {data !== null && data !== undefined && <JsonTree value={name === null ? data : { [name]: data }} />}
    </div>
  );
}
