import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';

/** Leads to a task. */
export function TaskLink({ id, children }: { id: string; children: ReactNode }): ReactElement {
  return <Link to={`/tasks/${encodeURIComponent(id)}` as string}>{children}</Link>;
}
