import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { sessionQuery } from './queries.js';
import type { LiveEvent } from './types.js';

/** What an event makes stale: how soon it is read again, in ms, and which of it. Only what is on the page is read. */
export function staleAfter({ type, devId, sessionId, taskId, data }: LiveEvent): [QueryKey, number][] {
  const [kind] = type.split('.', 1);
  const task: [QueryKey, number][] = taskId === null ? [] : [[['task', taskId], 60]];
  switch (kind) {
    case 'session':
      return [
        ...(sessionId === null ? [] : [[['session', sessionId], 60] as [QueryKey, number]]),
        ...(type === 'session.package'
          ? ([
              [['objects', devId], 300],
              // A package may have a SHOW, which no event of its own tells.
              [['ui-sessions', devId, 'list'], 300],
              [['ui-sessions', ''], 1000],
            ] as [QueryKey, number][])
          : ([
              [['device', devId], 100],
              [['sessions', devId], 100],
              // Lists of all devices change all the time where there are many.
              [['sessions', ''], 1000],
              [['devices'], 1000],
            ] as [QueryKey, number][])),
      ];
    case 'task':
      return [
        ...task,
        [['tasks', devId], 100],
        [['tasks', ''], 1000],
        [['task-batch'], 500],
        [['subscriptions', devId], 300],
      ];
    case 'notification':
      return [
        [['notifications', devId], 100],
        // A Package#0 may be what joins the session that is shown to another.
        [['session'], 100],
        [['device', devId], 100],
        [['devices'], 1000],
      ];
    case 'alert':
      return [[['alerts', devId], 100]];
    case 'ui-session':
      return [
        ...task,
        [['ui-sessions', devId], 100],
        [['ui-sessions', ''], 500],
        ...(sessionId === null ? [] : [[['session', sessionId], 60] as [QueryKey, number]]),
        ...(typeof data['uiSessionId'] === 'string'
          ? ([[['ui-session', data['uiSessionId']], 60]] as [QueryKey, number][])
          : []),
      ];
    case 'repository':
      return [[['repository'], 300]];
    default:
      return [];
  }
}

/** An event of a session that is shown appears in it at once; packages are read, as events don't carry them. */
export function addToSession(client: QueryClient, event: LiveEvent): void {
  if (event.sessionId === null || event.type === 'session.package') return;
  client.setQueryData(sessionQuery(event.sessionId).queryKey, (session) => {
    if (!session || session.events.some(({ id }) => id === event.id)) return session;
    const { id, type, source, at, taskId, data } = event;
    return { ...session, events: [...session.events, { id, type, source, at, taskId, data }] };
  });
}

/** What is shown is never older than this and the time that reading it takes. */
const MOST_PAUSE_MS = 2000;

/** Reads what is stale again, each thing once however many events told of it, and never twice at the same time. */
export class Refresher {
  private readonly waiting = new Map<string, { timer?: ReturnType<typeof setTimeout>; again: boolean }>();

  constructor(private readonly client: QueryClient) {}

  take(event: LiveEvent): void {
    addToSession(this.client, event);
    for (const [key, ms] of staleAfter(event)) this.refresh(key, ms);
  }

  /** Everything that is shown: it is not known what was missed. */
  all(): void {
    void this.client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'signed-in' });
  }

  stop(): void {
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }

  private refresh(queryKey: QueryKey, ms: number): void {
    const name = JSON.stringify(queryKey);
    const known = this.waiting.get(name);
    if (known) {
      known.again = known.timer === undefined;
      return;
    }
    const entry: { timer?: ReturnType<typeof setTimeout>; again: boolean } = { again: false };
    this.waiting.set(name, entry);
    entry.timer = setTimeout(() => {
      delete entry.timer;
      const began = performance.now();
      void this.read(queryKey).finally(() => {
        if (this.waiting.get(name) !== entry) return;
        this.waiting.delete(name);
        // What takes long to read, such as a session of thousands of packages, is read less often.
        if (!entry.again) return;
        const pause = Math.min(2 * (performance.now() - began), MOST_PAUSE_MS);
        this.refresh(queryKey, Math.max(ms, pause));
      });
    }, ms);
  }

  /** A first reading that is under way began before the news, and would not be repeated by itself. */
  private async read(queryKey: QueryKey): Promise<void> {
    const isFirst =
      this.client.isFetching({ queryKey, predicate: ({ state }) => state.data === undefined }) > 0;
    if (isFirst) await this.client.cancelQueries({ queryKey });
    await this.client.invalidateQueries({ queryKey });
  }
}
