import type { LogRecord } from '../../device-log.js';

/** Whose doing a record is: the components of Figure 3 (CR 6.2), by their place in it. */
export const COMPONENTS = ['Client', 'Browser', 'Server', 'Web server', 'Repository'] as const;
export type Component = 0 | 1 | 2 | 3 | 4;

/** What one can filter the log by. */
export const KINDS = {
  session: 'Sessions',
  package: 'Packages',
  command: 'Commands',
  browser: 'Browser',
  repository: 'Transfers',
  notification: 'Notifications',
  device: 'Device',
} as const;
export type Kind = keyof typeof KINDS;

/** What a record says. */
export interface Entry {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly kind: Kind;
  readonly component: Component;
  readonly title: string;
  readonly detail: string;
  /** How it went, if it could have gone otherwise. */
  readonly ok?: boolean;
  /** Where the specification is about it. */
  readonly clause?: string;
  readonly data: object;
}

type Told = Omit<Entry, 'id' | 'at' | 'type' | 'data'>;

/** Where each command is specified. */
export const CLAUSES: Readonly<Record<string, string>> = {
  HGET: 'TS 5.3.1',
  HPUT: 'TS 5.3.2',
  HPOST: 'TS 5.3.3',
  DELETE: 'TS 5.3.4',
  EXEC: 'TS 5.3.5',
  GET: 'TS 5.3.6',
  SHOW: 'TS 5.3.7',
  CONT: 'TS 5.3.8',
  END: 'TS 5.3.9',
  DEFAULT: 'TS 5.3.10',
  SUB: 'TS 5.3.11',
  UNSUB: 'TS 5.3.12',
};

export function entryOf(record: LogRecord): Entry {
  const { id, at, type, data } = record;
  return { id, at, type, data, ...told(record) };
}

/** Whether a filter lets an entry through: its kind, and a text that is somewhere in it. */
export function passes(entry: Entry, kinds: ReadonlySet<Kind>, text: string): boolean {
  if (!kinds.has(entry.kind)) return false;
  const wanted = text.trim().toLowerCase();
  return (
    wanted === '' ||
    `${entry.title} ${entry.detail} ${entry.clause ?? ''} ${entry.type}`.toLowerCase().includes(wanted)
  );
}

/** The rows that are in sight, and some beyond, of a list whose rows are all of one height. */
export function rowsInSight(
  count: number,
  { top, height, row, beyond = 8 }: { top: number; height: number; row: number; beyond?: number },
): { first: number; last: number } {
  const first = Math.max(Math.min(Math.floor(top / row), count - 1) - beyond, 0);
  return { first, last: Math.min(Math.ceil((top + height) / row) + beyond, count) };
}

function told(record: LogRecord): Told {
  switch (record.type) {
    case 'device.ready':
      return of('device', 0, 'Device ready', notified(record.data.notify));
    case 'device.switched':
      return of('device', 0, 'Switched', namesAndValues(record.data.switches));
    case 'notification.received': {
      const { serverId, notificationId, bearer } = record.data;
      const over = bearer === undefined ? '' : `, over ${bearer}`;
      return of(
        'notification',
        2,
        'Package#0',
        `from ${serverId}${idOf(notificationId)}${over}`,
        'TS 5.2.1',
        true,
      );
    }
    case 'notification.waits': {
      const { serverId, notificationId, bearers } = record.data;
      const detail = `from ${serverId}${idOf(notificationId)}: its session waits for ${bearers.join(' or ')}`;
      return of('notification', 2, 'Package#0 waits', detail, 'TS 5.2.1.2');
    }
    case 'notification.dropped':
      return of('notification', 2, 'Package#0 dropped', record.data.reason, 'TS 5.2.1', false);
    case 'session.started':
      return of(
        'session',
        0,
        'DM session',
        `with ${record.data.serverId}, opened by ${record.data.trigger}`,
        'TS 5.2',
      );
    case 'session.ended': {
      const { outcome, exchanges, reason } = record.data;
      return outcome === 'end'
        ? of(
            'session',
            2,
            'DM session ended',
            `by END, after ${counted(exchanges, 'exchange')}`,
            'TS 5.3.9',
            true,
          )
        : of('session', 0, 'DM session aborted', reason ?? '', 'TS 5.6', false);
    }
    case 'package.sent': {
      const { number, url, bytes, parts } = record.data;
      const data = parts ? ` · data of ${counted(parts.length, 'GET')}` : '';
      const clause = number === 1 ? 'TS 5.2.2' : 'TS 5.2.4';
      return of('package', 0, `Package#${number}`, `→ ${placeOf(url)} · ${sizeOf(bytes)}${data}`, clause);
    }
    case 'package.received': {
      const names = record.data.commands.map(([name]) => name).join(', ');
      return of('package', 2, 'Package#2', `← ${names || 'no commands'}`, 'TS 5.2.3');
    }
    case 'command.executed': {
      const { command, status, reason, uris = [] } = record.data;
      const [name = '', ...parameters] = command;
      const detail = reason ?? (uris.length > 0 ? uris : parameters).join(' ');
      return of('command', 0, name, `${status} · ${detail}`, CLAUSES[name], isGood(status));
    }
    case 'execution.finished': {
      const { status, clientUri } = record.data;
      return of('command', 0, 'Execution', `${status} · ${clientUri}`, 'TS 5.4.1', isGood(status));
    }
    case 'user.asked': {
      const { command, consent } = record.data;
      return of('command', 0, 'User', `${consent} · ${command.join(' ')}`, 'TS App. C', consent === 'given');
    }
    case 'remark.made':
      return of('package', 2, 'Remark', `${record.data.about}: ${record.data.text}`, record.data.clause);
    case 'subscription.reported': {
      const { reason, status, clientUri } = record.data;
      const good = status !== null && isGood(status);
      return of('repository', 0, 'Report', `${reason ?? status} · ${clientUri}`, 'TS 5.3.11', good);
    }
    case 'application.request': {
      const { appId, outcome, moid } = record.data;
      return of('device', 0, 'Application', `${appId} · ${outcome} · ${moid}`, 'TS 5.3.10');
    }
    case 'alert.raised':
      return of('device', 0, 'Device event', record.data.alert.AlertType, 'TS 5.4');
    case 'browser.started':
      return of('browser', 1, 'Browser', `opens ${placeOf(record.data.url)}`, 'CR step 4.1', true);
    case 'browser.failed':
      return of('browser', 1, 'Browser', record.data.reason, 'TS 5.3.7', false);
    case 'browser.page': {
      const { title, url, status } = record.data;
      return of('browser', 3, 'Page', title || placeOf(url), 'CR step 4.2', isGood(status));
    }
    case 'browser.answered':
      return of('browser', 1, 'Answer', namesAndValues(record.data.values) || 'sent', 'CR step 4.2');
    case 'browser.closed':
      return of('browser', 1, 'Browser closed', `after ${counted(record.data.pages, 'page')}`);
    case 'repository.request': {
      const { method, url, status, bytes, ms, reason } = record.data;
      const detail = `${status ?? 'no answer'} · ${placeOf(url)} · ${sizeOf(bytes)} in ${ms} ms`;
      const clause = { GET: 'TS 5.3.1', PUT: 'TS 5.3.2', POST: 'TS 5.3.3' }[method];
      const good = reason === undefined && status !== null && status < 300;
      return of(
        'repository',
        4,
        method,
        reason === undefined ? detail : `${detail} · ${reason}`,
        clause,
        good,
      );
    }
  }
}

function of(
  kind: Kind,
  component: Component,
  title: string,
  detail: string,
  clause?: string,
  ok?: boolean,
): Told {
  return {
    kind,
    component,
    title,
    detail,
    ...(clause === undefined ? {} : { clause }),
    ...(ok === undefined ? {} : { ok }),
  };
}

/** 2xx and 3xx, and what an execution ends well with (TS App. C). */
function isGood(status: number): boolean {
  return (status >= 200 && status < 400) || (status >= 1200 && status < 1400);
}

function idOf(notificationId: number | undefined): string {
  return notificationId === undefined ? '' : `, id ${notificationId}`;
}

function notified(notify: string | undefined): string {
  return notify === undefined ? 'hears no notifications' : `listens for Package#0 at ${notify}`;
}

function namesAndValues(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${Array.isArray(value) ? value.join(' ') || 'none' : String(value)}`)
    .join(', ');
}

export function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}

export function sizeOf(bytes: number): string {
  if (bytes < 1024) return counted(bytes, 'byte');
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** A URL without what may be secret in it. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
