import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { Empty, Failed, Loading, When } from '../pages/states.js';
import { subscriptionsQuery } from './queries.js';
import { useQueue } from './queue.js';
import { QueuedTask } from './queued-task.js';
import { Section } from './section.js';
import { TaskLink } from './task-link.js';

/** What the device reports changes of: SUBs that succeeded and no UNSUB took back. */
export function Subscriptions({ devId }: { devId: string }): ReactElement {
  const list = useQuery(subscriptionsQuery(devId));
  const [queued, setQueued] = useState<string>();
  const unsubscribe = useQueue(devId, setQueued);
  return (
    <Section title="Subscriptions">
      {list.isPending && <Loading rows={1} />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && (
        <Empty>Nothing is watched. Choose a node of its tree and subscribe to its changes.</Empty>
      )}
      {list.data && list.data.items.length > 0 && (
        <table className="data">
          <tbody>
            {list.data.items.map(({ clientUri, serverUri, since, taskId }) => (
              <tr key={clientUri}>
                <td className="mono wrap">
                  <Link to="/devices/$devId" params={{ devId }} search={{ uri: clientUri }}>
                    {clientUri}
                  </Link>
                  <div className="quiet">to {serverUri}</div>
                </td>
                <td className="end" data-label="since">
                  <TaskLink id={taskId}>
                    <When at={since} />
                  </TaskLink>
                </td>
                <td className="end">
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Unsubscribe from ${clientUri}`}
                    loading={unsubscribe.isPending}
                    onClick={() => unsubscribe.mutate(['UNSUB', clientUri])}
                  >
                    Unsubscribe
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unsubscribe.isError && (
        <p className="bad" role="alert">
          {unsubscribe.error.message}
        </p>
      )}
      {queued !== undefined && <QueuedTask id={queued} />}
    </Section>
  );
}
