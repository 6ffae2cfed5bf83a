import type { TaskDefinition } from '@dm2/server-engine';
import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { withMember } from '../model/edit.js';

/** What holds for the whole task. */
export function TaskFields({
  task,
  onChange,
}: {
  task: TaskDefinition;
  onChange: (task: TaskDefinition) => void;
}): ReactElement {
  return (
    <div className="stack tight">
      <div className="fields">
        <TextInput
          size="sm"
          label="Name"
          value={task.name ?? ''}
          onChange={(event) => onChange({ ...task, name: event.currentTarget.value })}
        />
        <NativeSelect
          size="sm"
          label="When a command fails"
          data={[
            { value: 'continue', label: 'go on, and fail at the end' },
            { value: 'stop', label: 'stop' },
          ]}
          value={task.onFailure ?? 'continue'}
          onChange={(event) =>
            onChange({ ...task, onFailure: event.currentTarget.value as 'continue' | 'stop' })
          }
        />
        <TextInput
          size="sm"
          type="datetime-local"
          label="Expires (may be left out)"
          value={localTime(task.expiresAt)}
          onChange={(event) => onChange(withMember(task, 'expiresAt', instant(event.currentTarget.value)))}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={task.notify === true}
          onChange={(event) => onChange(withMember(task, 'notify', event.currentTarget.checked || undefined))}
        />
        Notify the device at once (Package#0); otherwise it waits for the next session
      </label>
    </div>
  );
}

/** An instant as the field takes it: in local time, to the minute. */
function localTime(expiresAt: string | undefined): string {
  const date = new Date(expiresAt ?? NaN);
  if (Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function instant(local: string): string | undefined {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
