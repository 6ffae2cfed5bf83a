import type { DmEvent, SessionDetail } from '../../api/types.js';

/** Something that happened at the server without anything on the wire. */
export interface Mark {
  readonly id: string;
  readonly at: string;
  readonly text: string;
  readonly tone: 'quiet' | 'warn' | 'bad';
}

/** Waits for the user, waits that ran out, and tasks that failed. */
export function marksOf({ events, packages, closedAt }: SessionDetail): Mark[] {
  return events
    .flatMap((event): Mark[] => {
      switch (event.type) {
        case 'task.waiting':
          return waitMarks(
            event,
            events,
            [...packages.map(({ at }) => at), closedAt ?? ''].sort().at(-1) ?? '',
          );
        case 'task.failed':
          return [mark(event, `a task failed${because(event.data['reason'])}`, 'bad')];
        case 'task.expired':
          return [mark(event, 'a task expired', 'warn')];
        case 'task.resumed':
          return [mark(event, 'a task goes on where it was cut off', 'quiet')];
        default:
          return [];
      }
    })
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function waitMarks(event: DmEvent, events: readonly DmEvent[], last: string): Mark[] {
  const { await: awaited, until, callback } = event.data;
  const name = typeof awaited === 'string' ? awaited : 'the user';
  if (callback === true)
    return [mark(event, `${name}: no answer yet; when it comes, Package#0 calls the device back`, 'warn')];
  if (typeof until !== 'string') return [];
  const seconds = Math.round((Date.parse(until) - Date.parse(event.at)) / 1000);
  const begins = mark(event, `waits for ${name}, ${seconds} s at most`, 'quiet');
  const isAnswered = events.some(
    ({ type, taskId, at }) =>
      type === 'ui-session.finished' &&
      taskId === event.taskId &&
      Date.parse(at) >= Date.parse(event.at) &&
      Date.parse(at) <= Date.parse(until),
  );
  // It is known to have run out once something has happened after it.
  if (isAnswered || Date.parse(last) < Date.parse(until)) return [begins];
  return [
    begins,
    { id: `${event.id}-over`, at: until, text: `${name}: nobody answered in time`, tone: 'warn' },
  ];
}

function mark({ id, at }: DmEvent, text: string, tone: Mark['tone']): Mark {
  return { id, at, text, tone };
}

/** Why a task failed, in words; what has none here is told as it is. */
const REASONS: Readonly<Record<string, string>> = {
  status: 'a command had no good status',
  'ui-timeout': 'nobody answered in time',
  'ui-unavailable': 'its page could not be shown',
};

function because(reason: unknown): string {
  return typeof reason === 'string' ? `: ${REASONS[reason] ?? reason}` : '';
}
