import { Button } from '@mantine/core';
import type { ReactElement } from 'react';

/** The next page of a list. */
export function More({
  list,
}: {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}): ReactElement | null {
  if (!list.hasNextPage) return null;
  return (
    <div>
      <Button
        variant="default"
        size="compact-md"
        loading={list.isFetchingNextPage}
        onClick={() => void list.fetchNextPage()}
      >
        Show more
      </Button>
    </div>
  );
}
