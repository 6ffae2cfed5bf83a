import { Alert, Badge, Button, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';

/** Something went wrong: what, and how to go on. */
export function Failed({ error, retry }: { error: Error; retry: () => void }): ReactElement {
  return (
    <Alert color="red" title="This could not be loaded" role="alert">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{error.message}</Text>
        <Button size="xs" variant="default" onClick={retry}>
          Try again
        </Button>
      </Stack>
    </Alert>
  );
}

export function Loading({ rows = 6 }: { rows?: number }): ReactElement {
  return (
    <Stack gap="xs" aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_unused, i) => (
        <Skeleton key={i} height={36} />
      ))}
    </Stack>
  );
}

export function Empty({ children }: { children: ReactNode }): ReactElement {
  return (
    <Text className="quiet" py="lg">
      {children}
    </Text>
  );
}

const COLOURS: Readonly<Record<string, string>> = {
  open: 'blue',
  running: 'blue',
  waiting: 'violet',
  queued: 'gray',
  sent: 'blue',
  ended: 'teal',
  succeeded: 'teal',
  answered: 'teal',
  failed: 'red',
  aborted: 'red',
  expired: 'orange',
  cancelled: 'gray',
};

/** A state as a word in a colour; the word says it. */
export function State({ value }: { value: string }): ReactElement {
  return (
    <Badge variant="light" color={COLOURS[value] ?? 'gray'} tt="none" radius="sm">
      {value}
    </Badge>
  );
}

/** A line that is down says so and keeps what is there. */
export function LineDown({ up }: { up: boolean }): ReactElement | null {
  return up ? null : (
    <Text size="sm" role="status" c="orange">
      Live updates are interrupted; they come back by themselves.
    </Text>
  );
}

/** An instant in local time, the exact one as title. */
export function When({ at }: { at: string | null }): ReactElement {
  if (at === null) return <span className="quiet">never</span>;
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return (
    <time dateTime={at} title={at}>
      {today ? date.toLocaleTimeString() : date.toLocaleString()}
    </time>
  );
}
