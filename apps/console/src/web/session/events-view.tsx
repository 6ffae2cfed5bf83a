import type { ReactElement } from 'react';
import type { DmEvent } from '../api/types.js';
import { colourOf, componentOf } from '../components.js';
import { JsonTree } from '../pages/json-tree.js';

/** Events as they were recorded. */
export function EventsView({ events }: { events: readonly DmEvent[] }): ReactElement {
  if (events.length === 0) return <p className="quiet">No events were recorded with it.</p>;
  return (
    <div className="stack">
      {events.map((event) => {
        const source = componentOf(event.source);
        return (
          <article key={event.id}>
            <h3>
              {source !== undefined && (
                <span
                  className="dot"
                  style={{ color: colourOf(source), marginRight: 6 }}
                  aria-hidden="true"
                />
              )}
              {event.type} <span className="quiet">{event.at.slice(11, 23)}</span>
            </h3>
            <p className="quiet">from the {event.source}</p>
            {Object.keys(event.data).length > 0 && <JsonTree value={event.data} />}
          </article>
        );
      })}
    </div>
  );
}
