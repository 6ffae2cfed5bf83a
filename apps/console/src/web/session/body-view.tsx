import { SegmentedControl } from '@mantine/core';
import '@mantine/core/styles/SegmentedControl.css';
import { useState, type ReactElement } from 'react';
import type { LoggedPackage } from '../api/types.js';
import { JsonTree } from '../pages/json-tree.js';
import { contentOf, textOf } from './model/package-content.js';
import { PartView } from './part-view.js';

/** The body of a package, taken apart or as it was sent. */
export function BodyView({ logged }: { logged: LoggedPackage }): ReactElement {
  const [view, setView] = useState('decoded');
  const { json, parts } = contentOf(logged);
  return (
    <div className="stack">
      <div className="bar spread">
        <span className="mono quiet wrap">
          {logged.contentType.split(';', 1)[0]} · {logged.bytes} B
        </span>
        <SegmentedControl
          size="xs"
          aria-label="View of the body"
          value={view}
          onChange={setView}
          data={[
            { value: 'decoded', label: 'Decoded' },
            { value: 'sent', label: 'As sent' },
          ]}
        />
      </div>
      {view === 'sent' ? (
        <pre className="lines">{textOf(logged.body, logged.encoding)}</pre>
      ) : (
        <>
          {json ? <JsonTree value={json} /> : <p className="bad">It can’t be read.</p>}
          {parts.map((part, i) => (
            <section key={i}>
              <h3>Data of command {part.name}</h3>
              <PartView part={part} />
            </section>
          ))}
        </>
      )}
    </div>
  );
}
