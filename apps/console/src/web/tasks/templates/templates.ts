import basicFlow from './basic-flow.json' with { type: 'json' };
import firmwareUpdate from './firmware-update.json' with { type: 'json' };
import inventory from './inventory.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };

/** A task to begin with. */
export interface Template {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** What must be there for it to succeed; may be empty. */
  readonly needs: string;
  readonly task: unknown;
}

export const TEMPLATES: readonly Template[] = [
  { id: 'basic-flow', ...basicFlow },
  { id: 'firmware-update', ...firmwareUpdate },
  { id: 'inventory', ...inventory },
  { id: 'settings', ...settings },
];

/** A task of one command. */
export function taskOf(command: string): unknown {
  try {
    const parsed = JSON.parse(command) as unknown;
    if (Array.isArray(parsed))
      return { name: String(parsed[0] ?? 'task'), notify: true, steps: [{ commands: [parsed] }] };
  } catch {
    // No JSON: the task begins empty, as without it.
  }
  return EMPTY;
}

/** What a new task begins as. */
export const EMPTY = {
  name: 'new task',
  notify: true,
  steps: [{ commands: [['GET', '']] }],
};
