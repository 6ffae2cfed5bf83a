import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Failed, Loading, State, When } from '../pages/states.js';
import { batchQuery } from './queries.js';

const route = getRouteApi('/tasks');

/** How the devices stand that a task was queued for together; each state leads to its devices. */
export function BatchSummary({ id }: { id: string }): ReactElement {
  const search = route.useSearch();
  const batch = useQuery(batchQuery(id));
  if (batch.isError) return <Failed error={batch.error} retry={() => void batch.refetch()} />;
  if (!batch.data) return <Loading rows={2} />;
  const { name, devices, createdAt, counts } = batch.data;
  const ended = counts.succeeded + counts.failed + counts.cancelled + counts.expired;
  return (
    <section className="stack tight" aria-label="The batch">
      <p>
        <strong>{name}</strong> for {devices === 1 ? 'one device' : `${devices} devices`}, queued{' '}
        <When at={createdAt} />: {ended} of {devices} have ended.
      </p>
      <ul className="counts">
        {Object.entries(counts)
          .filter(([, count]) => count > 0)
          .map(([state, count]) => (
            <li key={state}>
              <Link to="/tasks" search={{ ...search, state }}>
                <State value={state} label={`${state}: ${count}`} />
              </Link>
            </li>
          ))}
      </ul>
      <p>
        <Link to="/tasks">All tasks</Link>
      </p>
    </section>
  );
}
