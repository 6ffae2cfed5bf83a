import { useEffect, useState, type ReactElement, type Ref } from 'react';
import { CATEGORIES, type Category, type Filter } from './model/filter.js';

const NAMES: Readonly<Record<Category, string>> = {
  packages: 'Packages',
  ui: 'UI sessions',
  repository: 'Repository',
  notifications: 'Notifications',
};

interface FilterBarProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly filter: Filter;
  readonly counts: Readonly<Record<Category, number>>;
  /** Arrows that are shown. */
  readonly shown: number;
  readonly onFilter: (filter: Filter) => void;
  /** Leaves the field for the diagram. */
  readonly onDone: () => void;
}

/** What of a session is shown: kinds of arrows, and words that must be in them. */
export function FilterBar({ ref, filter, counts, shown, onFilter, onDone }: FilterBarProps): ReactElement {
  const [text, setText] = useState(filter.text);
  const [known, setKnown] = useState(filter.text);
  // Going back in the history changes the filter from outside.
  if (known !== filter.text) {
    setKnown(filter.text);
    setText(filter.text);
  }
  useEffect(() => {
    if (text === filter.text) return undefined;
    const timer = setTimeout(() => onFilter({ ...filter, text }), 150);
    return () => clearTimeout(timer);
  }, [text, filter, onFilter]);
  const total = CATEGORIES.reduce((sum, category) => sum + counts[category], 0);
  return (
    <div className="filters" role="search" aria-label="Arrows of this session">
      <input
        ref={ref}
        type="search"
        aria-label="Filter by command, status or text"
        placeholder="Filter: GET, 404, text"
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText('');
          if (event.key === 'Escape' || event.key === 'Enter') onDone();
        }}
      />
      {CATEGORIES.map((category) => {
        const isShown = !filter.without.includes(category);
        return (
          <button
            key={category}
            type="button"
            className="chip"
            aria-pressed={isShown}
            onClick={() =>
              onFilter({
                text,
                without: isShown
                  ? [...filter.without, category]
                  : filter.without.filter((other) => other !== category),
              })
            }
          >
            {NAMES[category]} <span className="count">{counts[category]}</span>
          </button>
        );
      })}
      <span className="quiet" role="status">
        {shown === total ? '' : `${shown} of ${total} arrows`}
      </span>
    </div>
  );
}
