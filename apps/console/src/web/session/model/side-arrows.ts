import type { DmEvent, UiSession } from '../../api/types.js';
import { BROWSER, CLIENT, REPOSITORY, SERVER, WEB_SERVER } from '../../components.js';
import { isGood, type Exchange } from './exchanges.js';
import type { LooseArrow } from './package-arrows.js';

/** A command of a session: exchange and index in it. */
interface Cause {
  readonly exchange: number;
  readonly command: number;
}

/** What happened beside the session because of its commands, steps 4.1 to 4.3 and 6.1, and packages that were refused. */
export function sideArrows(
  events: readonly DmEvent[],
  exchanges: readonly Exchange[],
  uiSessions: readonly UiSession[],
): LooseArrow[] {
  const shows = showsOf(exchanges, uiSessionOrder(events, uiSessions));
  return [
    ...browserArrows(events, exchanges, shows),
    ...events.flatMap((event) => eventArrows(event, exchanges, shows)),
  ];
}

/** The UI sessions of this session in the order in which they were made; each SHOW has one. */
function uiSessionOrder(events: readonly DmEvent[], uiSessions: readonly UiSession[]): string[] {
  const made = [...uiSessions].sort((a, b) => a.createdAt.localeCompare(b.createdAt)).map(({ id }) => id);
  const seen = events
    .map(({ data }) => data['uiSessionId'])
    .filter((id): id is string => typeof id === 'string');
  return [...new Set([...made, ...seen])];
}

/** The SHOW of each UI session. A SHOW that was sent again, after it got lost, names the same page. */
function showsOf(exchanges: readonly Exchange[], uiSessionIds: readonly string[]): Map<string, Cause> {
  const byPage = new Map<string, Cause>();
  exchanges.forEach(({ commands }, exchange) => {
    for (const { name, parameters, index } of commands)
      if (name === 'SHOW') byPage.set(parameters[0]?.value ?? '', { exchange, command: index });
  });
  return new Map(
    [...byPage.values()].flatMap((cause, i) => (uiSessionIds[i] ? [[uiSessionIds[i], cause]] : [])),
  );
}

/** Step 4.1. The server does not see it; a SHOW with 200 says that it was done (TS 5.3.7), and so does a page that is opened. */
function browserArrows(
  events: readonly DmEvent[],
  exchanges: readonly Exchange[],
  shows: ReadonlyMap<string, Cause>,
): LooseArrow[] {
  const ids = new Map([...shows].map(([id, { exchange, command }]) => [`${exchange}/${command}`, id]));
  const pages = new Map<unknown, DmEvent[]>();
  for (const event of events) {
    if (event.type !== 'ui-session.opened') continue;
    const id = event.data['uiSessionId'];
    pages.set(id, [...(pages.get(id) ?? []), event]);
  }
  return exchanges.flatMap(({ commands, request, response }, exchange) =>
    commands.flatMap((command) => {
      if (command.name !== 'SHOW') return [];
      const uiSessionId = ids.get(`${exchange}/${command.index}`);
      const opened = pages.get(uiSessionId)?.find(({ at }) => at >= request.at);
      const reported = command.status === 200 ? response?.at : undefined;
      const at = [opened?.at, reported].filter((time) => time !== undefined).sort()[0];
      if (at === undefined) return [];
      return {
        id: `${request.id}-browser-${command.index}`,
        kind: 'browser' as const,
        at,
        from: CLIENT,
        to: BROWSER,
        step: '4.1' as const,
        label: 'starts browser',
        good: true,
        remarks: 0,
        ends: false,
        inferred:
          reported === undefined
            ? 'The page was opened, so the browser has been started.'
            : 'The status 200 of SHOW says that the device has started its browser (TS 5.3.7).',
        exchange,
        command: command.index,
        ...(uiSessionId === undefined ? {} : { uiSessionId }),
      };
    }),
  );
}

function eventArrows(
  event: DmEvent,
  exchanges: readonly Exchange[],
  shows: ReadonlyMap<string, Cause>,
): LooseArrow[] {
  if (event.type === 'repository.read' || event.type === 'repository.written')
    return [transfer(event, exchanges)];
  if (event.type === 'session.refused') return [refusal(event)];
  if (!event.type.startsWith('ui-session.')) return [];
  const uiSessionId = text(event.data['uiSessionId']);
  const base = {
    at: event.at,
    good: true,
    remarks: 0,
    ends: false,
    event,
    uiSessionId,
    ...shows.get(uiSessionId),
  };
  const page = (label: string, inferred: string): LooseArrow => ({
    ...base,
    id: `${event.id}-page`,
    kind: 'page',
    from: BROWSER,
    to: WEB_SERVER,
    step: '4.2',
    label,
    inferred,
  });
  const feedback = (label: string, good = true): LooseArrow => ({
    ...base,
    id: event.id,
    kind: 'feedback',
    from: WEB_SERVER,
    to: SERVER,
    step: '4.3',
    label,
    good,
  });
  const name = text(event.data['page']);
  switch (event.type) {
    case 'ui-session.opened':
      return [
        page(`opens ${name}`, 'The Web Server Component has reported that the page was opened.'),
        feedback(`${name} opened`),
      ];
    case 'ui-session.answered':
      return [
        page('sends the answer', 'The Web Server Component has reported the answer.'),
        feedback(summary(event.data['answers']) || 'answered'),
      ];
    case 'ui-session.finished': {
      const outcome = text(event.data['outcome']);
      return [
        feedback(outcome === 'expired' ? `${name} expired` : `${name} finished`, outcome !== 'expired'),
      ];
    }
    default:
      return [];
  }
}

/** A package that was answered 4xx. */
function refusal(event: DmEvent): LooseArrow {
  return {
    id: event.id,
    kind: 'refused',
    at: event.at,
    from: CLIENT,
    to: SERVER,
    label: `refused ${Number(event.data['status'])} · ${text(event.data['code'])}`,
    good: false,
    remarks: 0,
    ends: false,
    event,
  };
}

/** Step 6.1, an HTTP exchange of its own; it belongs to the last command that had sent the device there. */
function transfer(event: DmEvent, exchanges: readonly Exchange[]): LooseArrow {
  const { method, object, status, bytes, complete } = event.data;
  const cut = complete === false;
  return {
    id: event.id,
    kind: 'transfer',
    at: event.at,
    from: CLIENT,
    to: REPOSITORY,
    step: '6.1',
    label: `${text(method)} ${text(object)} · ${size(Number(bytes))} · ${cut ? 'cut off' : String(Number(status))}`,
    good: isGood(Number(status)) && !cut,
    remarks: 0,
    ends: false,
    event,
    ...causeOfTransfer(event, exchanges),
  };
}

function causeOfTransfer(event: DmEvent, exchanges: readonly Exchange[]): Cause | undefined {
  const wanted = { name: `H${text(event.data['method'])}`, object: text(event.data['object']) };
  for (let exchange = exchanges.length - 1; exchange >= 0; exchange -= 1) {
    const { commands = [], request } = exchanges[exchange] ?? {};
    if (request && request.at > event.at) continue;
    const command = commands.find(
      ({ name, parameters }) =>
        name === wanted.name && objectOf(parameters[0]?.value ?? '') === wanted.object,
    );
    if (command) return { exchange, command: command.index };
  }
  return undefined;
}

function objectOf(serverUri: string): string | undefined {
  if (!URL.canParse(serverUri)) return undefined;
  try {
    return decodeURIComponent(new URL(serverUri).pathname.split('/').at(-1) ?? '');
  } catch {
    return undefined;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function summary(answers: unknown): string {
  if (typeof answers !== 'object' || answers === null) return '';
  return Object.entries(answers)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}

/** A number of bytes as people say it. */
export function size(bytes: number): string {
  if (!Number.isFinite(bytes)) return 'unknown size';
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
