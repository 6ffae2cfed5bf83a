import { Button, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';

/** Something went wrong: what, and how to go on. */
export function Failed({ error, retry }: { error: Error; retry: () => void }): ReactElement {
  return (
    <div className="notice stack" data-tone="bad" role="alert">
      <p>{error.message}</p>
      <div>
        <Button size="compact-sm" variant="default" onClick={retry}>
          Try again
        </Button>
      </div>
    </div>
  );
}

/** Keeps the layout while the first answer is awaited. */
export function Loading({ rows = 6 }: { rows?: number }): ReactElement {
  return (
    <div className="stack" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_unused, i) => (
        <Skeleton key={i} height={22} radius="sm" />
      ))}
    </div>
  );
}

export function Empty({ children }: { children: ReactNode }): ReactElement {
  return <p className="empty">{children}</p>;
}

export function NotFoundPage(): ReactElement {
  return (
    <div className="page">
      <h1>There is no such page</h1>
      <p>
        <Link to="/">To the devices</Link>
      </p>
    </div>
  );
}

const TONES: Readonly<Record<string, string>> = {
  open: 'live',
  running: 'live',
  waiting: 'live',
  sent: 'live',
  opened: 'live',
  ended: 'good',
  succeeded: 'good',
  answered: 'good',
  finished: 'good',
  failed: 'bad',
  aborted: 'bad',
  expired: 'warn',
};

/** A state: a shape in a colour, and the word; `label` where it has another name for people. */
export function State({ value, label = value }: { value: string; label?: string }): ReactElement {
  return (
    <span className="state" data-tone={TONES[value] ?? 'none'}>
      {label}
    </span>
  );
}

/** A line that is down says so and keeps what is there. */
export function LineDown({ up }: { up: boolean }): ReactElement | null {
  return up ? null : (
    <p className="notice" role="status">
      Live updates are interrupted; they come back by themselves.
    </p>
  );
}

/** An instant in local time, the exact one as title. */
export function When({ at }: { at: string | null }): ReactElement {
  if (at === null) return <span className="quiet">never</span>;
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  return (
    <time dateTime={at} title={at}>
      {isToday ? date.toLocaleTimeString() : date.toLocaleString()}
    </time>
  );
}
