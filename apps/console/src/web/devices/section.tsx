import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import type { List } from '../api/types.js';
import { More } from '../pages/more.js';
import { Empty, Failed, Loading } from '../pages/states.js';

/** A part of a page with its heading. */
export function Section({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}): ReactElement {
  return (
    <section className="stack" aria-label={title}>
      <div className="bar spread">
        <h2>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** A list that goes on: loading, broken, empty, or its items and how to see more. */
export function Listed<T>({
  list,
  empty,
  children,
}: {
  list: UseInfiniteQueryResult<InfiniteData<List<T>>>;
  empty: ReactNode;
  children: (items: T[]) => ReactNode;
}): ReactElement {
  if (list.isError && !list.data) return <Failed error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Loading rows={2} />;
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Empty>{empty}</Empty>;
  return (
    <>
      {children(items)}
      <More list={list} />
    </>
  );
}
