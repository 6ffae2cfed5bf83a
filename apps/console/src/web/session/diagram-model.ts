import type { DmEvent, LoggedPackage, Notification, SessionDetail } from '../api/types.js';
import { isGood } from './statuses.js';

/** The five lifelines of Figure 3 (CR 6.2), in its order. */
export const LIFELINES = ['DM Client', 'Web Browser', 'DM Server', 'Web Server', 'Data Repository'] as const;
export type Lifeline = 0 | 1 | 2 | 3 | 4;

/** One arrow of the diagram. */
export interface Arrow {
  readonly id: string;
  readonly at: string;
  readonly from: Lifeline;
  readonly to: Lifeline;
  /** The step of the basic flow, such as `4.1`; none if it is an exchange the figure does not have. */
  readonly step: string | null;
  readonly label: string;
  /** `dm`: a package; `side`: an exchange outside the DM session; `notice`: Package#0. */
  readonly kind: 'dm' | 'side' | 'notice';
  readonly good: boolean;
  readonly remarks: number;
  readonly package?: LoggedPackage;
  readonly event?: DmEvent;
  /** For a Package#3: the commands it answers. */
  readonly answers?: readonly (readonly string[])[];
}

/** A stretch in which a UI session was open, as indices of arrows. */
export interface Band {
  readonly from: number;
  readonly to: number;
}

export interface Diagram {
  readonly arrows: readonly Arrow[];
  readonly band: Band | undefined;
}

/** The commands of a Package#2; none if it can't be read. */
export function commandsOf(logged: LoggedPackage): string[][] {
  try {
    const { CMD } = JSON.parse(logged.body) as { CMD?: unknown };
    return Array.isArray(CMD)
      ? CMD.filter(
          (command): command is string[] =>
            Array.isArray(command) && command.every((part) => typeof part === 'string'),
        )
      : [];
  } catch {
    return [];
  }
}

/** The JSON of a package: of a multipart Package#3 its first part. */
export function jsonOf(logged: LoggedPackage): unknown {
  const text = logged.contentType.startsWith('multipart/')
    ? (/\r?\n\r?\n([\s\S]*?)\r?\n--/.exec(logged.body)?.[1] ?? '')
    : logged.body;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The statuses of a Package#3, in the order of the commands. */
export function statusesOf(logged: LoggedPackage): number[] {
  const json = jsonOf(logged) as { Status?: unknown } | undefined;
  if (!Array.isArray(json?.Status)) return [];
  return json.Status.map((item: unknown) =>
    typeof item === 'number'
      ? item
      : Array.isArray(item)
        ? Number(item[0])
        : Number((item as { sc?: unknown }).sc),
  );
}

/** Packages and events of a session as arrows in order of time. */
export function toDiagram(session: SessionDetail, notifications: readonly Notification[]): Diagram {
  const arrows: Arrow[] = [];
  for (const notification of notifications) {
    if (notification.sessionId !== session.id) continue;
    arrows.push({
      id: notification.id,
      at: notification.createdAt,
      from: 2,
      to: 0,
      step: '0',
      kind: 'notice',
      good: true,
      remarks: 0,
      label: `Package#0 · NOTIFICATION-ID ${notification.notificationId}`,
    });
  }
  arrows.push(...packageArrows(session.packages), ...session.events.flatMap(eventArrow));
  arrows.sort((a, b) => a.at.localeCompare(b.at));
  return { arrows, band: bandOf(arrows) };
}

function packageArrows(packages: readonly LoggedPackage[]): Arrow[] {
  const arrows: Arrow[] = [];
  let open: { commands: string[][]; step: string | null } | undefined;
  const used = new Set<string>();
  const once = (step: string) => (used.has(step) ? null : (used.add(step), step));
  for (const logged of packages) {
    const base = {
      id: logged.id,
      at: logged.at,
      kind: 'dm' as const,
      remarks: logged.remarks.length,
      package: logged,
    };
    if (logged.number === 1) {
      const objects = (jsonOf(logged) as { MOS?: unknown[] } | undefined)?.MOS?.length ?? 0;
      arrows.push({
        ...base,
        from: 0,
        to: 2,
        step: once('1'),
        good: true,
        label: `Package#1 · ${objects} MO${objects === 1 ? '' : 's'}`,
      });
    } else if (logged.number === 2) {
      const commands = commandsOf(logged);
      const step = stepOf(commands, used);
      if (step !== null) used.add(step);
      open = { commands, step };
      arrows.push({
        ...base,
        from: 2,
        to: 0,
        step,
        good: true,
        label: commands.map(([name]) => name).join(' ') || 'no commands: the session goes on',
      });
    } else {
      const statuses = statusesOf(logged);
      const answered = { '2': '3', '4': '5', '6': '7' }[open?.step ?? ''];
      const answers = open?.commands ?? [];
      arrows.push({
        ...base,
        from: 0,
        to: 2,
        step: answered === undefined ? null : once(answered),
        good: statuses.every(isGood),
        label: statuses.join(' ') || 'no statuses',
        answers,
      });
      const shown = answers.findIndex(([name]) => name === 'SHOW');
      if (shown >= 0 && statuses[shown] === 200) {
        arrows.push({
          id: `${logged.id}-browser`,
          at: logged.at,
          from: 0,
          to: 1,
          step: once('4.1'),
          kind: 'side',
          good: true,
          remarks: 0,
          label: 'starts the browser',
        });
      }
    }
  }
  return arrows;
}

function stepOf(commands: readonly string[][], used: ReadonlySet<string>): string | null {
  const has = (...names: string[]) => commands.some(([name]) => names.includes(name ?? ''));
  const step = has('END') ? '8' : has('SHOW') ? '4' : has('HGET', 'HPUT', 'HPOST') ? '6' : '2';
  return used.has(step) ? null : step;
}

function eventArrow(event: DmEvent): Arrow[] {
  const base = { id: event.id, at: event.at, kind: 'side' as const, good: true, remarks: 0, event };
  const text = (name: string) => {
    const value = event.data[name];
    return typeof value === 'string' ? value : '';
  };
  switch (event.type) {
    case 'ui-session.opened':
      return [{ ...base, from: 1, to: 3, step: '4.2', label: `opens "${text('page')}"` }];
    case 'ui-session.answered':
      return [{ ...base, from: 3, to: 2, step: '4.3', label: `answered ${summary(event.data['answers'])}` }];
    case 'ui-session.finished':
      return [
        {
          ...base,
          from: 3,
          to: 2,
          step: '4.3',
          label: text('outcome') === 'expired' ? 'expired' : 'finished',
        },
      ];
    case 'repository.read':
    case 'repository.written': {
      const status = Number(event.data['status']);
      const good = isGood(status) && event.data['complete'] !== false;
      return [
        {
          ...base,
          from: 0,
          to: 4,
          step: '6.1',
          good,
          label: `${text('method')} ${text('object')} · ${size(Number(event.data['bytes']))} · ${status}`,
        },
      ];
    }
    default:
      return [];
  }
}

function summary(answers: unknown): string {
  if (typeof answers !== 'object' || answers === null) return '';
  return Object.entries(answers)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ')
    .slice(0, 60);
}

function size(bytes: number): string {
  return bytes >= 1e6
    ? `${(bytes / 1e6).toFixed(1)} MB`
    : bytes >= 1e3
      ? `${(bytes / 1e3).toFixed(1)} kB`
      : `${bytes} B`;
}

function bandOf(arrows: readonly Arrow[]): Band | undefined {
  const from = arrows.findIndex((arrow) => arrow.step === '4.1' || arrow.event?.type === 'ui-session.opened');
  if (from < 0) return undefined;
  const end = arrows.findIndex((arrow) => arrow.event?.type === 'ui-session.finished');
  return { from, to: end < 0 ? arrows.length - 1 : end };
}

/** Time since the first arrow, in seconds with milliseconds. */
export function sinceStart(arrows: readonly Arrow[], arrow: Arrow): string {
  const start = arrows[0]?.at ?? arrow.at;
  return ((Date.parse(arrow.at) - Date.parse(start)) / 1000).toFixed(3);
}

/** Seconds that passed before an arrow, if it was long enough to be told. */
export function gapBefore(arrows: readonly Arrow[], index: number): number | undefined {
  const [before, arrow] = [arrows[index - 1], arrows[index]];
  if (!before || !arrow) return undefined;
  const seconds = (Date.parse(arrow.at) - Date.parse(before.at)) / 1000;
  return seconds >= 1 ? seconds : undefined;
}
