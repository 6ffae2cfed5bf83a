import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactElement } from 'react';
import { devicesQuery } from '../../devices/queries.js';
import { CompletionField } from './completion-field.js';

const MOST = 1000;

/** The devices that a task is queued for: searched by the server, or pasted as a list. */
export function DevicePicker({
  devIds,
  onChange,
}: {
  devIds: readonly string[];
  onChange: (devIds: string[]) => void;
}): ReactElement {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const found = useQuery(devicesQuery(wanted === '' ? {} : { search: wanted })).data?.items ?? [];
  // Nothing typed, nothing offered: the list would lie over what comes next.
  const offered = text.trim() === '' ? [] : found;
  const add = (given: string) => {
    const more = given.split(/[\s,]+/).filter((each) => each !== '');
    onChange([...new Set([...devIds, ...more])].slice(0, MOST));
    setText('');
  };
  return (
    <div className="stack tight">
      <CompletionField
        label="Devices"
        description={devIds.length === 0 ? 'One or several; a list can be pasted.' : undefined}
        value={text}
        onChange={(value) => (/[\s,]/.test(value) ? add(value) : setText(value))}
        onTake={add}
        onEnter={() => add(text)}
        placeholder="Search by DevID"
        suggestions={offered
          .filter(({ devId }) => !devIds.includes(devId))
          .slice(0, 8)
          .map(({ devId, openSessionId }) => ({
            value: devId,
            note: openSessionId === null ? '' : 'session open now',
          }))}
      />
      {devIds.length > 0 && (
        <ul className="chips" aria-label="Chosen devices">
          {devIds.map((devId) => (
            <li key={devId} className="mono">
              <span className="wrap">{devId}</span>
              <button
                type="button"
                aria-label={`Without ${devId}`}
                onClick={() => onChange(devIds.filter((each) => each !== devId))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
