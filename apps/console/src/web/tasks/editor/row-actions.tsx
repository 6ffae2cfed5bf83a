import { ActionIcon } from '@mantine/core';
import type { ReactElement } from 'react';

/** Up, down, away: what can be done with an item of a list. */
export function RowActions({
  what,
  isFirst,
  isLast,
  onMove,
  onRemove,
}: {
  what: string;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}): ReactElement {
  return (
    <span className="row-actions">
      <ActionIcon variant="subtle" aria-label={`${what} up`} disabled={isFirst} onClick={() => onMove(-1)}>
        ↑
      </ActionIcon>
      <ActionIcon variant="subtle" aria-label={`${what} down`} disabled={isLast} onClick={() => onMove(1)}>
        ↓
      </ActionIcon>
      <ActionIcon variant="subtle" aria-label={`Remove ${what}`} onClick={onRemove}>
        ×
      </ActionIcon>
    </span>
  );
}
