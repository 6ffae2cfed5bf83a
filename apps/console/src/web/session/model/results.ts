import type { Answer, SessionDetail } from '../../api/types.js';
import type { Command, Exchange } from './exchanges.js';

/** What became of a command of a task. */
export type TaskResult = Answer<'/api/v1/tasks/{id}'>['results'][number];

/** The tasks that a session worked on. */
export function taskIdsOf({ events }: SessionDetail): string[] {
  return [...new Set(events.flatMap(({ taskId }) => taskId ?? []))];
}

/** Whether the wire does not have all of it: 304 stands for data that was read before, 202 for a result that follows as an alert. */
export function hasMoreThanTheWire({ commands }: Exchange): boolean {
  return commands.some(({ status }) => status === 304 || status === 202);
}

/** The result of a command: the one that came with this very package, for the same place. */
export function resultOf(
  command: Command,
  { response }: Exchange,
  results: readonly TaskResult[],
): TaskResult | undefined {
  return results.find(
    ({ at, command: [name, ...parameters], status }) =>
      at === response?.at &&
      name === command.name &&
      status === command.status &&
      parameters.join(' ') === command.parameters.map(({ value }) => withoutValidator(value)).join(' '),
  );
}

/** On the wire a GET carries the cache validator that is known (TS 11); the task was written without. */
function withoutValidator(uri: string): string {
  const [path = '', query] = uri.split('?', 2);
  const kept = (query ?? '').split('&').filter((part) => part !== '' && !part.startsWith('cv='));
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}
