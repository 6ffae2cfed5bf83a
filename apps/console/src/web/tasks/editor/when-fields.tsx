import type { TaskStep } from '@dm2/server-engine';
import { ActionIcon, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { withMember } from '../model/edit.js';

type Wanted = string | number | boolean;

/** The answers that must hold, all of them, for a step to be run. */
export function WhenFields({
  step,
  names,
  onChange,
}: {
  step: TaskStep;
  names: readonly string[];
  onChange: (step: TaskStep) => void;
}): ReactElement {
  const entries = Object.entries(step.when ?? {});
  const set = (next: [string, Wanted][]) =>
    onChange(withMember(step, 'when', next.length === 0 ? undefined : Object.fromEntries(next)));
  return (
    <div className="stack tight">
      {entries.map(([key, wanted], i) => (
        <div className="condition" key={i}>
          <TextInput
            size="sm"
            label={i === 0 ? 'Only if' : 'and'}
            description={`PAGE.ANSWER${names.length > 0 ? `; pages before: ${names.join(', ')}` : ''}`}
            classNames={{ input: 'mono' }}
            value={key}
            onChange={(event) => {
              const name = event.currentTarget.value;
              set(entries.map((entry, j) => (i === j ? [name, wanted] : entry)));
            }}
          />
          <TextInput
            size="sm"
            label="is"
            description="a word, a number, true or false"
            classNames={{ input: 'mono' }}
            value={String(wanted)}
            onChange={(event) => {
              const value = read(event.currentTarget.value);
              set(entries.map((entry, j) => (i === j ? [key, value] : entry)));
            }}
          />
          <ActionIcon
            variant="subtle"
            aria-label={`Remove the condition ${key}`}
            onClick={() => set(entries.filter((_entry, j) => i !== j))}
          >
            ×
          </ActionIcon>
        </div>
      ))}
    </div>
  );
}

/** What pages answer with: a tick is true or false, a number field a number, all else text. */
function read(text: string): Wanted {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}
