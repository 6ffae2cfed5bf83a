import type { Otherwise, TaskStep } from '@dm2/server-engine';
import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { withMember } from '../model/edit.js';

const OTHERWISE: readonly { readonly value: Otherwise; readonly label: string }[] = [
  { value: 'continue', label: 'continue with the next step' },
  { value: 'callback', label: 'end the session, and call the device back when the answer comes' },
  { value: 'fail', label: 'fail' },
];

/** Waiting for the answers of a page: which, how long, and what happens when they don't come. */
export function AwaitFields({
  step,
  names,
  onChange,
}: {
  step: TaskStep;
  /** The pages of the steps before. */
  names: readonly string[];
  onChange: (step: TaskStep) => void;
}): ReactElement {
  const awaited = step.await ?? '';
  const choices = names.includes(awaited) ? names : [awaited, ...names];
  return (
    <div className="fields">
      <NativeSelect
        size="sm"
        label="Wait for the answers of"
        data={choices.map((name) => ({ value: name, label: name === '' ? 'no page is shown before' : name }))}
        value={awaited}
        onChange={(event) => onChange({ ...step, await: event.currentTarget.value })}
      />
      <TextInput
        size="sm"
        label="Up to"
        placeholder="30s"
        description="such as 500ms, 20s, 5m or 24h"
        value={step.upTo ?? ''}
        onChange={(event) => onChange(withMember(step, 'upTo', event.currentTarget.value || undefined))}
      />
      <NativeSelect
        size="sm"
        label="Otherwise"
        data={OTHERWISE.map(({ value, label }) => ({ value, label }))}
        value={step.otherwise ?? 'continue'}
        onChange={(event) => onChange({ ...step, otherwise: event.currentTarget.value as Otherwise })}
      />
    </div>
  );
}
