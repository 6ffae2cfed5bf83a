import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { CHOICES, filtersIn, localOf, type ChoiceName, type DeviceSearch } from './model/search.js';

const TYPING_MS = 200;

interface Props {
  readonly search: DeviceSearch;
  /** Empty values are taken out of the address. */
  readonly onChange: (change: Partial<Record<keyof DeviceSearch, string>>) => void;
}

/** What is typed becomes part of the address, so that a search can be sent to somebody. */
export function SearchBox({ search, onChange }: Props): ReactElement {
  const [text, setText] = useState(search.search ?? '');
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => () => clearTimeout(typing.current), []);
  // Another address, by a link or the browser's way back, is what counts.
  const [known, setKnown] = useState(search.search);
  if (known !== search.search) {
    setKnown(search.search);
    if (text.trim() !== (search.search ?? '')) setText(search.search ?? '');
  }
  const onType = (value: string) => {
    setText(value);
    clearTimeout(typing.current);
    typing.current = setTimeout(() => latest.current({ search: value.trim() }), TYPING_MS);
  };
  return (
    <div className="search-box">
      <NativeSelect
        size="sm"
        aria-label="Where in the DevID"
        value={search.match ?? ''}
        onChange={(event) => onChange({ match: event.currentTarget.value })}
        data={options('match', 'DevID has')}
      />
      <TextInput
        type="search"
        size="sm"
        aria-label="Search by DevID"
        placeholder="part of a DevID"
        value={text}
        onChange={(event) => onType(event.currentTarget.value)}
      />
    </div>
  );
}

const SELECTS: readonly (readonly [name: ChoiceName, label: string, otherwise: string])[] = [
  ['session', 'Session', 'any'],
  ['notified', 'Last notification', 'any'],
  ['transport', 'Notified by', 'any'],
  ['scheme', 'Authentication', 'any'],
  ['seen', 'Seen', 'any'],
  ['sort', 'Sorted by', 'registration'],
];

/** On a phone the filters fold away; those that are set are counted. */
export function Filters({ search, onChange }: Props): ReactElement {
  const set = filtersIn(search);
  const [open] = useState(() => window.innerWidth > 700);
  return (
    <details className="filters" open={open}>
      <summary>
        Filters{set > 0 && ` · ${set} set`}
        {set > 0 && (
          <button
            type="button"
            className="link"
            onClick={(event) => {
              event.preventDefault();
              onChange({
                session: '',
                notified: '',
                transport: '',
                scheme: '',
                seen: '',
                seenAfter: '',
                seenBefore: '',
              });
            }}
          >
            Clear
          </button>
        )}
      </summary>
      <div className="filter-row">
        {SELECTS.map(([name, label, otherwise]) => (
          <NativeSelect
            key={name}
            size="xs"
            label={label}
            value={search[name] ?? ''}
            onChange={(event) => onChange({ [name]: event.currentTarget.value })}
            data={options(name, otherwise)}
          />
        ))}
        {(['seenAfter', 'seenBefore'] as const).map((name) => (
          <TextInput
            key={name}
            type="datetime-local"
            size="xs"
            label={name === 'seenAfter' ? 'Last seen after' : 'Last seen before'}
            value={localOf(search[name])}
            onChange={(event) => onChange({ [name]: instantOf(event.currentTarget.value) })}
          />
        ))}
      </div>
    </details>
  );
}

function options(name: ChoiceName, otherwise: string) {
  return [{ value: '', label: otherwise }, ...CHOICES[name].map(([value, label]) => ({ value, label }))];
}

function instantOf(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}
