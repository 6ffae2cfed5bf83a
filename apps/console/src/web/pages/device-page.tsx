import { Alert, Button, Code, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { api } from '../api/client.js';
import { useLive } from '../api/live.js';
import type { Device, KnownObject, List, Notification, Session, Task } from '../api/types.js';
import { SessionTable } from './session-table.js';
import { Empty, Failed, LineDown, Loading, State, When } from './states.js';

const route = getRouteApi('/devices/$devId');

/** A device: what it is, its sessions, tasks and notifications, and what is known of its tree. */
export function DevicePage(): ReactElement {
  const { devId } = route.useParams();
  const base = `/api/v1/devices/${encodeURIComponent(devId)}`;
  const up = useLive(devId);
  const client = useQueryClient();
  const device = useQuery({ queryKey: ['device', devId], queryFn: () => api<Device>(base) });
  const notify = useMutation({
    mutationFn: () => api<Notification>(`${base}/notifications`, { method: 'POST', body: { reqMos: true } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notifications', devId] }),
  });
  if (device.isPending) return <Loading />;
  if (device.isError) return <Failed error={device.error} retry={() => void device.refetch()} />;
  const { data } = device;
  return (
    <Stack gap="xl">
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={1} size="h2" className="wrap">
            {data.devId}
          </Title>
          <Text className="quiet" size="sm">
            authenticates with {data.auth.scheme}
            {data.auth.username ? ` as ${data.auth.username}` : ''} · profile {data.profile} · language{' '}
            {data.lang ?? 'not read yet'} · last seen <When at={data.lastSeenAt} />
          </Text>
          <LineDown up={up} />
        </div>
        <Button onClick={() => notify.mutate()} loading={notify.isPending} disabled={!data.notification}>
          Send notification
        </Button>
      </Group>
      {notify.isError && <Alert color="red">{notify.error.message}</Alert>}
      <Section
        title="Sessions"
        path={`/api/v1/sessions?devId=${encodeURIComponent(devId)}&limit=20`}
        name={['device-sessions', devId]}
        empty="No session yet."
      >
        {(items: Session[]) => <SessionTable sessions={items} withDevice={false} />}
      </Section>
      <Section
        title="Tasks"
        path={`${base}/tasks?limit=20`}
        name={['tasks', devId]}
        empty="No task was queued for this device."
      >
        {(items: Task[]) => (
          <Rows head={['Queued', 'Name', 'State']}>
            {items.map((task) => (
              <Table.Tr key={task.id}>
                <Table.Td>
                  <When at={task.createdAt} />
                </Table.Td>
                <Table.Td>{task.name}</Table.Td>
                <Table.Td>
                  <State value={task.state} /> <span className="quiet">{task.reason}</span>
                </Table.Td>
              </Table.Tr>
            ))}
          </Rows>
        )}
      </Section>
      <Section
        title="Notifications"
        path={`${base}/notifications?limit=20`}
        name={['notifications', devId]}
        empty="No notification was sent."
      >
        {(items: Notification[]) => (
          <Rows head={['Made', 'NOTIFICATION-ID', 'State', 'Tries']}>
            {items.map((notification) => (
              <Table.Tr key={notification.id}>
                <Table.Td>
                  <When at={notification.createdAt} />
                </Table.Td>
                <Table.Td>{notification.notificationId}</Table.Td>
                <Table.Td>
                  <State value={notification.state} /> <span className="quiet">{notification.reason}</span>
                </Table.Td>
                <Table.Td>{notification.attempts}</Table.Td>
              </Table.Tr>
            ))}
          </Rows>
        )}
      </Section>
      <Section
        title="Management objects"
        path={`${base}/mos`}
        name={['mos', devId]}
        empty="Nothing is known of its tree: no GET has been answered."
      >
        {(items: KnownObject[]) => (
          <Stack>
            {items.map((object) => (
              <div key={object.moid}>
                <Text className="mono wrap" fw={600}>
                  {object.moid}
                </Text>
                {object.instances.length === 0 && (
                  <Text className="quiet" size="sm">
                    no instance
                  </Text>
                )}
                {object.instances.map((instance) => (
                  <div key={instance.miid}>
                    <Text size="sm" className="quiet">
                      instance <span className="mono">{instance.miid || '(the only one)'}</span>
                      {instance.at ? (
                        <>
                          , read <When at={instance.at} />
                        </>
                      ) : (
                        ', not read yet'
                      )}
                      {instance.cv ? `, cache validator ${instance.cv}` : ''}
                    </Text>
                    {instance.data !== null && <Code block>{JSON.stringify(instance.data, null, 2)}</Code>}
                  </div>
                ))}
              </div>
            ))}
          </Stack>
        )}
      </Section>
    </Stack>
  );
}

function Rows({ head, children }: { head: readonly string[]; children: ReactNode }): ReactElement {
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {head.map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Section<T>({
  title,
  path,
  name,
  empty,
  children,
}: {
  title: string;
  path: string;
  name: readonly string[];
  empty: string;
  children: (items: T[]) => ReactNode;
}): ReactElement {
  const list = useQuery({ queryKey: name, queryFn: () => api<List<T>>(path) });
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {list.isPending && <Loading rows={2} />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && (list.data.items.length === 0 ? <Empty>{empty}</Empty> : children(list.data.items))}
    </section>
  );
}
