import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';

/** Leads to a task. */
export function TaskLink({ id, children }: { id: string; children: ReactNode }): ReactElement {
  const to: string = `/tasks/${encodeURIComponent(id)}`;
  return <Link to={to}>{children}</Link>;
}
