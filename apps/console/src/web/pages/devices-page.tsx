import { Anchor, Button, Group, Table, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type ReactElement } from 'react';
import { api } from '../api/client.js';
import { useLive } from '../api/live.js';
import type { Device, List } from '../api/types.js';
import { Empty, Failed, LineDown, Loading, When } from './states.js';

const route = getRouteApi('/');

/** The devices, searched by the server, newest first. */
export function DevicesPage(): ReactElement {
  const { search } = route.useSearch();
  const navigate = useNavigate();
  const [text, setText] = useState(search ?? '');
  const [wanted] = useDebouncedValue(text.trim(), 200);
  const up = useLive();
  useEffect(() => {
    void navigate({ to: '/', search: wanted === '' ? {} : { search: wanted }, replace: true });
  }, [wanted, navigate]);
  const list = useInfiniteQuery({
    queryKey: ['devices', wanted],
    queryFn: ({ pageParam }) =>
      api<List<Device>>(
        `/api/v1/devices?${new URLSearchParams({ limit: '50', ...(wanted ? { search: wanted } : {}), ...(pageParam ? { cursor: pageParam } : {}) }).toString()}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const devices = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Group justify="space-between" mb="md" align="flex-end">
        <Title order={1} size="h2">
          Devices
        </Title>
        <TextInput
          label="Search by DevID"
          type="search"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          w={{ base: '100%', xs: 280 }}
        />
      </Group>
      <LineDown up={up} />
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && devices.length === 0 && (
        <Empty>
          {wanted
            ? `No device has "${wanted}" in its DevID.`
            : 'No device is registered. POST /api/v1/devices registers one; docs/connect-your-device.md shows how.'}
        </Empty>
      )}
      {devices.length > 0 && (
        <Table.ScrollContainer minWidth={560}>
          <Table verticalSpacing="sm" highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>DevID</Table.Th>
                <Table.Th>Session</Table.Th>
                <Table.Th>Last seen</Table.Th>
                <Table.Th>Authenticates with</Table.Th>
                <Table.Th>Notified at</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {devices.map((device) => (
                <Table.Tr key={device.devId}>
                  <Table.Td className="mono wrap">
                    <Anchor
                      component={Link}
                      to="/devices/$devId"
                      params={{ devId: device.devId } as never}
                      inherit
                    >
                      {device.devId}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>
                    {device.openSessionId ? (
                      <Anchor
                        component={Link}
                        to="/sessions/$sessionId"
                        params={{ sessionId: device.openSessionId } as never}
                        size="sm"
                      >
                        open now
                      </Anchor>
                    ) : (
                      <span className="quiet">none</span>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <When at={device.lastSeenAt} />
                  </Table.Td>
                  <Table.Td>{device.auth.scheme}</Table.Td>
                  <Table.Td className="mono">
                    {device.notification ? `${device.notification.host}:${device.notification.port}` : '–'}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {list.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}
