import type { DmEvent } from '../../api/types.js';
import type { Arrow, Diagram } from './arrow.js';

/** The events that belong to an arrow: its own; of a package, what was recorded from it on until the next package. */
export function eventsOf(arrow: Arrow, { arrows }: Diagram, events: readonly DmEvent[]): DmEvent[] {
  if (arrow.event) return [arrow.event];
  if (!arrow.package) return [];
  const packages = arrows.filter((other) => other.package !== undefined);
  const place = packages.indexOf(arrow);
  const next = packages[place + 1];
  return events.filter(
    ({ at }) =>
      (place === 0 || at >= arrow.at) && (next === undefined || at < next.at || next.at === arrow.at),
  );
}
