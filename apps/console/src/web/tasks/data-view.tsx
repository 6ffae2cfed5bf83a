import type { ReactElement } from 'react';
import type { TaskResult } from '../api/types.js';
import { JsonTree } from '../pages/json-tree.js';

interface MoItem {
  readonly ClientURI?: unknown;
  readonly CV?: unknown;
  readonly MOData?: unknown;
}

/** The data of a GET: MO data as a tree (TS 7.2.1.4), a bare leaf as its text; and whether it was read before (TS 11). */
export function DataView({ data }: { data: NonNullable<TaskResult['data']> }): ReactElement {
  const { contentType, encoding, value, cached } = data;
  return (
    <details open={encoding !== 'base64'}>
      <summary className="quiet">
        {contentType}
        {cached && ' · cached: read before, and still current (TS 11)'}
      </summary>
      {encoding === 'mo' ? (
        (Array.isArray(value) ? (value as MoItem[]) : [value as MoItem]).map((item, i) => (
          <div key={i}>
            {typeof item.ClientURI === 'string' && <p className="mono wrap">{item.ClientURI}</p>}
            {typeof item.CV === 'string' && <p className="quiet">cache validator {item.CV}</p>}
            <JsonTree value={item.MOData} />
          </div>
        ))
      ) : (
        <pre className="lines">{String(value)}</pre>
      )}
    </details>
  );
}
