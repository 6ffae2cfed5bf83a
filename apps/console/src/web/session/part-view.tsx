import type { ReactElement } from 'react';
import { JsonTree } from '../pages/json-tree.js';
import type { Part } from './model/package-content.js';

interface MoItem {
  ClientURI?: unknown;
  CV?: unknown;
  MOData?: unknown;
}

/** The data of a GET: MO data as a tree (TS 7.2.1.4), a bare leaf as its text. */
export function PartView({ part }: { part: Part }): ReactElement {
  const items = moItemsOf(part);
  return (
    <div>
      <p className="quiet">{part.contentType}</p>
      {items ? (
        items.map((item, i) => (
          <div key={i}>
            {typeof item.ClientURI === 'string' && <p className="mono wrap">{item.ClientURI}</p>}
            {typeof item.CV === 'string' && <p className="quiet">cache validator {item.CV}</p>}
            <JsonTree value={item.MOData} />
          </div>
        ))
      ) : part.json !== undefined ? (
        <JsonTree value={part.json} />
      ) : (
        <pre className="lines">{part.text}</pre>
      )}
    </div>
  );
}

function moItemsOf({ contentType, json }: Part): MoItem[] | undefined {
  if (!/^application\/dmmo\+json/i.test(contentType) || typeof json !== 'object' || json === null)
    return undefined;
  return (Array.isArray(json) ? json : [json]) as MoItem[];
}
