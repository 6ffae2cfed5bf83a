import type { ShowStep } from '@dm2/server-engine';
import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { formatTask } from '../model/format-task.js';

/** The pages that the Web Server Component has, with data that each of them takes. */
const PAGES: Readonly<Record<string, { readonly about: string; readonly data: Record<string, unknown> }>> = {
  consent: { about: 'asks for a yes or no; answers choice: accept or decline', data: { title: '' } },
  choice: {
    about: 'asks for one of several answers; answers choice',
    data: {
      title: '',
      options: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
    },
  },
  form: {
    about: 'typed fields on one or several pages; answers each by its name',
    data: { pages: [{ title: '', fields: [{ type: 'text', name: 'name', label: 'Name' }] }] },
  },
  message: { about: 'tells something; answers read: yes', data: { title: '' } },
};

/** A page that SHOW opens (TS 5.3.7): which, with which data, and the name by which later steps speak of its answers. */
export function ShowFields({
  show,
  onChange,
  onRemove,
}: {
  show: ShowStep;
  onChange: (show: ShowStep) => void;
  onRemove: () => void;
}): ReactElement {
  const known = PAGES[show.page];
  const title = show.data?.['title'];
  return (
    <fieldset className="command-row">
      <legend className="visually-hidden">Page</legend>
      <div className="command-head">
        <strong className="mono">SHOW</strong>
        <span className="quiet">TS 5.3.7</span>
        <span className="grow" />
        <ActionIcon variant="subtle" aria-label="Remove the page" onClick={onRemove}>
          ×
        </ActionIcon>
      </div>
      <p className="quiet">Opens a page that {known?.about ?? 'your own Web Server Component has'}.</p>
      <div className="fields">
        <NativeSelect
          size="sm"
          label="Page"
          data={Object.keys(PAGES).concat(known ? [] : [show.page])}
          value={show.page}
          onChange={(event) => {
            const page = event.currentTarget.value;
            onChange({
              ...show,
              page,
              data: { ...PAGES[page]?.data, ...(title === undefined ? {} : { title }) },
            });
          }}
        />
        <TextInput
          size="sm"
          label="Answers are called"
          classNames={{ input: 'mono' }}
          value={show.as}
          onChange={(event) => onChange({ ...show, as: event.currentTarget.value })}
        />
      </div>
      {(title === undefined || typeof title === 'string') && (
        <TextInput
          size="sm"
          label="Title"
          description="the question, or what the page is about"
          value={title ?? ''}
          onChange={(event) =>
            onChange({ ...show, data: { ...show.data, title: event.currentTarget.value } })
          }
        />
      )}
      <DataField key={show.page} data={show.data ?? {}} onChange={(data) => onChange({ ...show, data })} />
    </fieldset>
  );
}

/** The data of the page as JSON; what can't be read yet stays in the field and changes nothing. */
function DataField({
  data,
  onChange,
}: {
  data: Readonly<Record<string, unknown>>;
  onChange: (data: Record<string, unknown>) => void;
}): ReactElement {
  const [draft, setDraft] = useState<string>();
  const text = draft ?? formatTask(data).trimEnd();
  const broken = draft !== undefined && readObject(draft) === undefined;
  return (
    <label className="field">
      Data, as JSON
      <textarea
        className="mono"
        rows={Math.min(12, text.split('\n').length)}
        spellCheck={false}
        aria-invalid={broken}
        value={text}
        onChange={(event) => {
          const next = event.currentTarget.value;
          setDraft(next);
          const read = readObject(next);
          if (read) onChange(read);
        }}
        onBlur={() => {
          if (!broken) setDraft(undefined);
        }}
      />
      {broken && <span className="bad">This is no JSON object yet.</span>}
    </label>
  );
}

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
