import { Anchor, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, type ReactElement } from 'react';
import { api } from '../api/client.js';
import { useLive } from '../api/live.js';
import type { List, Notification, SessionDetail } from '../api/types.js';
import { Diagram } from '../session/diagram.js';
import { toDiagram } from '../session/diagram-model.js';
import { Inspector } from '../session/inspector.js';
import { Failed, LineDown, Loading, State, When } from './states.js';

const route = getRouteApi('/sessions/$sessionId');

/** A session as it happens: the diagram, and what is in the chosen arrow. */
export function SessionPage(): ReactElement {
  const { sessionId } = route.useParams();
  const { at } = route.useSearch();
  const navigate = useNavigate();
  const session = useQuery({
    queryKey: ['session', sessionId],
    queryFn: () => api<SessionDetail>(`/api/v1/sessions/${encodeURIComponent(sessionId)}`),
  });
  const devId = session.data?.devId;
  const up = useLive(devId);
  const notifications = useQuery({
    queryKey: ['notifications', devId],
    queryFn: () =>
      api<List<Notification>>(`/api/v1/devices/${encodeURIComponent(devId ?? '')}/notifications?limit=100`),
    enabled: devId !== undefined,
  });
  const diagram = useMemo(
    () => (session.data ? toDiagram(session.data, notifications.data?.items ?? []) : undefined),
    [session.data, notifications.data],
  );
  const select = useCallback(
    (id: string) =>
      void navigate({
        to: '/sessions/$sessionId',
        params: { sessionId },
        search: { at: id },
        replace: true,
        resetScroll: false,
      }),
    [navigate, sessionId],
  );
  const arrows = diagram?.arrows;
  const chosen = arrows?.find((arrow) => arrow.id === at);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!arrows || arrows.length === 0 || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select')) return;
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      if (step === 0) return;
      const now = arrows.findIndex((arrow) => arrow.id === at);
      const next = arrows[Math.min(Math.max(now + step, 0), arrows.length - 1)];
      if (next) select(next.id);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [arrows, at, select]);
  if (session.isPending) return <Loading rows={10} />;
  if (session.isError) return <Failed error={session.error} retry={() => void session.refetch()} />;
  const { data } = session;
  const until = data.closedAt ? Date.parse(data.closedAt) : session.dataUpdatedAt;
  const seconds = Math.max(0, until - Date.parse(data.openedAt)) / 1000;
  return (
    <>
      <Title order={1} size="h3">
        Session of{' '}
        <Anchor
          component={Link}
          to="/devices/$devId"
          params={{ devId: data.devId } as never}
          inherit
          className="wrap"
        >
          {data.devId}
        </Anchor>
      </Title>
      <Group gap="md" mb="md">
        <State value={data.state} />
        <Text size="sm">initiated by the {data.initiator}</Text>
        <Text size="sm">
          opened <When at={data.openedAt} />, {seconds.toFixed(1)} s
        </Text>
        <Text size="sm">
          {data.exchanges} exchange{data.exchanges === 1 ? '' : 's'}
        </Text>
        <Text size="sm">
          {data.commands.ok} commands ok{data.commands.failed > 0 ? `, ${data.commands.failed} failed` : ''}
        </Text>
        <LineDown up={up} />
      </Group>
      <div className="session">
        {diagram && <Diagram diagram={diagram} selected={chosen?.id} onSelect={select} />}
        <aside className="inspector" aria-label="Inspector">
          <Inspector arrow={chosen} />
        </aside>
      </div>
    </>
  );
}
