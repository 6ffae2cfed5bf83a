import { Anchor, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Session } from '../api/types.js';
import { State, When } from './states.js';

export function SessionTable({
  sessions,
  withDevice,
}: {
  sessions: readonly Session[];
  withDevice: boolean;
}): ReactElement {
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Opened</Table.Th>
            {withDevice && <Table.Th>Device</Table.Th>}
            <Table.Th>State</Table.Th>
            <Table.Th>Initiated by</Table.Th>
            <Table.Th ta="right">Exchanges</Table.Th>
            <Table.Th ta="right">Commands</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sessions.map((session) => (
            <Table.Tr key={session.id}>
              <Table.Td>
                <Anchor
                  component={Link}
                  to="/sessions/$sessionId"
                  params={{ sessionId: session.id } as never}
                  inherit
                >
                  <When at={session.openedAt} />
                </Anchor>
              </Table.Td>
              {withDevice && <Table.Td className="mono wrap">{session.devId}</Table.Td>}
              <Table.Td>
                <State value={session.state} />
              </Table.Td>
              <Table.Td>{session.initiator}</Table.Td>
              <Table.Td ta="right">{session.exchanges}</Table.Td>
              <Table.Td ta="right">
                {session.commands.ok} ok
                {session.commands.failed > 0 ? `, ${session.commands.failed} failed` : ''}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
