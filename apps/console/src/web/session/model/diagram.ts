import type { SessionDetail } from '../../api/types.js';
import type { Arrow, Band, Diagram, Row, Step } from './arrow.js';
import { exchangesOf } from './exchanges.js';
import { marksOf, type Mark } from './marks.js';
import { notificationArrow, packageArrows, type LooseArrow } from './package-arrows.js';
import { sideArrows } from './side-arrows.js';

/** Nothing for this long is folded into one row. */
const GAP_MS = 1000;

/** What was recorded of a session as the rows of a sequence diagram. */
export function toDiagram(session: SessionDetail): Diagram {
  const exchanges = exchangesOf(session.packages);
  const own = session.uiSessions.filter(({ sessionId }) => sessionId === session.id);
  const arrows = numbered(
    inOrder([
      ...session.notifications.map((notification) => notificationArrow(notification, session.id)),
      ...sideArrows(session.events, exchanges, own),
      ...packageArrows(session.packages, exchanges),
    ]),
  );
  const marks = [...marksOf(session), ...endOf(session)];
  return {
    arrows,
    rows: rowsOf(arrows, marks),
    bands: bandsOf(arrows),
    marks,
    exchanges,
    start: Date.parse(arrows[0]?.at ?? session.openedAt),
  };
}

/** By time; of what has the same time, causes come first: what happened beside the session, then the package that reports it. */
function inOrder(arrows: readonly LooseArrow[]): LooseArrow[] {
  return [...arrows].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function numbered(arrows: readonly LooseArrow[]): Arrow[] {
  const seen = new Set<Step>();
  return arrows.map((arrow) => {
    const { step } = arrow;
    if (step === undefined) return { ...arrow, repeated: false };
    const repeated = seen.has(step);
    seen.add(step);
    return { ...arrow, repeated };
  });
}

/** Arrows with the marks between them; time in which nothing happened is a row too. */
export function rowsOf(arrows: readonly Arrow[], marks: readonly Mark[]): Row[] {
  const rows: Row[] = [];
  let place = 0;
  const marksBefore = (at: number) => {
    for (let next = marks[place]; next; next = marks[(place += 1)]) {
      if (next.at === LAST ? at !== Infinity : Date.parse(next.at) >= at) return;
      rows.push({ kind: 'mark', id: next.id, text: next.text, tone: next.tone });
    }
  };
  arrows.forEach((arrow, index) => {
    const at = Date.parse(arrow.at);
    const before = arrows[index - 1];
    const ms = before ? at - Date.parse(before.at) : 0;
    if (ms >= GAP_MS) {
      // What happened soon after the arrow before lies on the other side of the fold than what happened late.
      marksBefore(at - ms + GAP_MS);
      rows.push({ kind: 'gap', id: `${arrow.id}-gap`, ms });
    }
    marksBefore(at);
    rows.push({ kind: 'arrow', id: arrow.id, arrow, index });
  });
  marksBefore(Infinity);
  return rows;
}

/** Later than everything. */
const LAST = '';

/** How it stands, or ended if not by END; END is an arrow. */
function endOf({ state, events, packages }: SessionDetail): Mark[] {
  if (state === 'ended') return [];
  const last = { id: 'end', at: LAST } as const;
  if (state === 'open') {
    // One at a time: each side waits for the other's package (TS 5.1.1).
    const turn = packages.at(-1)?.direction === 'out' ? 'device' : 'server';
    return [{ ...last, text: `open: it is the ${turn}’s turn`, tone: 'quiet' }];
  }
  const reason = events.find(({ type }) => type === `session.${state}`)?.data['reason'];
  return [
    { ...last, text: `session ${state}${typeof reason === 'string' ? `: ${reason}` : ''}`, tone: 'bad' },
  ];
}

/** Bands of a session of which only some arrows are shown, given their places; one with none of them is left out. */
export function bandsAmong(bands: readonly Band[], kept: readonly number[]): Band[] {
  return bands.flatMap((band): Band[] => {
    const from = countBelow(kept, band.from);
    const to = band.to === undefined ? undefined : countBelow(kept, band.to + 1) - 1;
    return from >= kept.length || (to !== undefined && to < from) ? [] : [{ ...band, from, to }];
  });
}

/** How many of the sorted numbers are below a limit, found by halving. */
function countBelow(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function bandsOf(arrows: readonly Arrow[]): Band[] {
  const open = new Map<string, { page: string; from: number; to?: number }>();
  arrows.forEach(({ uiSessionId, event }, index) => {
    if (uiSessionId === undefined) return;
    const band = open.get(uiSessionId) ?? { page: '', from: index };
    if (typeof event?.data['page'] === 'string') band.page = event.data['page'];
    if (event?.type === 'ui-session.finished') band.to = index;
    open.set(uiSessionId, band);
  });
  const lanes: (number | undefined)[] = [];
  return [...open].map(([uiSessionId, { page, from, to }]) => {
    const free = lanes.findIndex((end) => end !== undefined && end <= from);
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = to;
    return { uiSessionId, page, from, to, lane };
  });
}

/** Seconds since the first arrow. */
export function secondsInto({ start }: Diagram, at: string): string {
  return (Math.max(0, Date.parse(at) - start) / 1000).toFixed(3);
}

/** Whether an arrow lights up when a command of an exchange is pointed at: its packages, and what it caused. */
export function belongsTo(arrow: Arrow, exchange: number, command: number | undefined): boolean {
  if (arrow.exchange !== exchange) return false;
  return command === undefined || arrow.command === undefined || arrow.command === command;
}
