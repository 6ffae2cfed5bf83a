import { TextInput } from '@mantine/core';
import {
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';

export interface Completion {
  readonly value: string;
  readonly note: string;
}

/**
 * A text field with suggestions below it, by the keyboard as by pointing (ARIA combobox with a listbox). Taking a suggestion that
 * others may follow keeps the list open.
 */
export function CompletionField({
  label,
  value,
  onChange,
  onTake = onChange,
  onEnter,
  suggestions,
  description,
  error,
  placeholder,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** A suggestion was taken. */
  onTake?: (value: string) => void;
  /** Enter, with no suggestion chosen. */
  onEnter?: () => void;
  suggestions: readonly Completion[];
  description?: ReactNode;
  error?: ReactNode;
  placeholder?: string;
}): ReactElement {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const shown = open && suggestions.length > 0;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (shown) list.current?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  const take = (suggestion: Completion) => {
    onTake(suggestion.value);
    setChosen(-1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = suggestions[chosen];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setChosen(shown ? cycle(chosen, by, suggestions.length) : 0);
      setOpen(true);
    } else if (event.key === 'Enter' && shown && at) {
      event.preventDefault();
      take(at);
    } else if (event.key === 'Enter' && onEnter) {
      event.preventDefault();
      onEnter();
    } else if (event.key === 'Escape') {
      setOpen(false);
      setChosen(-1);
    }
  };
  return (
    <div className="completion">
      <TextInput
        size="sm"
        label={label}
        description={description}
        error={error}
        placeholder={placeholder}
        value={value}
        role="combobox"
        aria-expanded={shown}
        aria-controls={shown ? id : undefined}
        aria-autocomplete="list"
        aria-activedescendant={shown && chosen >= 0 ? `${id}-${chosen}` : undefined}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: 'mono' }}
        onChange={(event) => {
          setOpen(true);
          setChosen(-1);
          onChange(event.currentTarget.value);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {shown && (
        <ul ref={list} role="listbox" id={id} aria-label={`Suggestions for ${label}`}>
          {suggestions.map((suggestion, i) => (
            <li
              key={suggestion.value}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === chosen}
              // Before the field loses focus.
              onMouseDown={(event) => {
                event.preventDefault();
                take(suggestion);
              }}
            >
              <span className="mono wrap">{suggestion.value}</span>
              <span className="quiet">{suggestion.note}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function cycle(at: number, by: number, length: number): number {
  if (at < 0) return by > 0 ? 0 : length - 1;
  return (at + by + length) % length;
}
