import type { Notification, SessionDetail, UiSession } from '../../api/types.js';
import type { Arrow, Band, Diagram, Row, Step } from './arrow.js';
import { exchangesOf } from './exchanges.js';
import { notificationArrow, packageArrows, type LooseArrow } from './package-arrows.js';
import { sideArrows } from './side-arrows.js';

/** Nothing for this long is folded into one row. */
const GAP_MS = 1000;

export interface DiagramSource {
  readonly session: SessionDetail;
  /** Notifications of the device; those that led to this session are drawn. */
  readonly notifications?: readonly Notification[];
  /** UI sessions of the device; those of this session tell which SHOW is whose. */
  readonly uiSessions?: readonly UiSession[];
}

/** What was recorded of a session as the rows of a sequence diagram. */
export function toDiagram({ session, notifications = [], uiSessions = [] }: DiagramSource): Diagram {
  const exchanges = exchangesOf(session.packages);
  const own = uiSessions.filter(({ sessionId }) => sessionId === session.id);
  const arrows = numbered(
    inOrder([
      ...notifications.filter(({ sessionId }) => sessionId === session.id).map(notificationArrow),
      ...sideArrows(session.events, exchanges, own),
      ...packageArrows(session.packages, exchanges),
    ]),
  );
  return {
    arrows,
    rows: [...rowsOf(arrows), ...endOf(session)],
    bands: bandsOf(arrows),
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

function rowsOf(arrows: readonly Arrow[]): Row[] {
  return arrows.flatMap((arrow, index): Row[] => {
    const before = arrows[index - 1];
    const ms = before ? Date.parse(arrow.at) - Date.parse(before.at) : 0;
    const row: Row = { kind: 'arrow', id: arrow.id, arrow, index };
    return ms >= GAP_MS ? [{ kind: 'gap', id: `${arrow.id}-gap`, ms }, row] : [row];
  });
}

/** How it stands, or ended if not by END; END is an arrow. */
function endOf({ state, events, packages }: SessionDetail): Row[] {
  if (state === 'ended') return [];
  if (state === 'open') {
    // One at a time: each side waits for the other's package (TS 5.1.1).
    const turn = packages.at(-1)?.direction === 'out' ? 'device' : 'server';
    return [{ kind: 'mark', id: 'end', text: `open: it is the ${turn}’s turn` }];
  }
  const reason = events.find(({ type }) => type === `session.${state}`)?.data['reason'];
  return [
    {
      kind: 'mark',
      id: 'end',
      text: `session ${state}${typeof reason === 'string' ? `: ${reason}` : ''}`,
    },
  ];
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
