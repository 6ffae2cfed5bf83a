import type { EventLogEntity } from '../database/entities/event-log.entity.js';

/**
 * Events by time, those of a UI session in the order that its reports are numbered in: of what is reported at the same moment, the
 * later may arrive first. Expects them by time.
 */
export function asTheyHappened<T extends Pick<EventLogEntity, 'at' | 'data' | 'uiSessionId'>>(
  events: readonly T[],
): T[] {
  const ordered = [...events];
  const places = new Map<string, number[]>();
  events.forEach(({ uiSessionId }, i) => {
    if (uiSessionId !== null) places.set(uiSessionId, [...(places.get(uiSessionId) ?? []), i]);
  });
  for (const own of places.values()) {
    const sorted = own
      .flatMap((i) => events[i] ?? [])
      .sort((a, b) => a.at.getTime() - b.at.getTime() || sequenceOf(a) - sequenceOf(b));
    own.forEach((place, i) => {
      const event = sorted[i];
      if (event) ordered[place] = event;
    });
  }
  return ordered;
}

function sequenceOf({ data }: Pick<EventLogEntity, 'data'>): number {
  return typeof data['sequence'] === 'number' ? data['sequence'] : 0;
}
