import { Stack, Table, Tabs, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { commandsOf, LIFELINES, statusesOf, type Arrow } from './diagram-model.js';
import { COMMAND_CLAUSE, isGood, STATUS_WORDS } from './statuses.js';

/** What is in the chosen arrow. */
export function Inspector({ arrow }: { arrow: Arrow | undefined }): ReactElement {
  if (!arrow) {
    return (
      <Text className="quiet" size="sm">
        Choose an arrow to see what it carried. <kbd>j</kbd> and <kbd>k</kbd> go from one to the next.
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <div>
        <Title order={2} size="h4">
          {titleOf(arrow)}
        </Title>
        <Text className="quiet" size="sm">
          {LIFELINES[arrow.from]} → {LIFELINES[arrow.to]} · <time dateTime={arrow.at}>{arrow.at}</time>
        </Text>
      </div>
      {arrow.package ? (
        <PackageView arrow={arrow} />
      ) : arrow.event ? (
        <pre className="lines">{JSON.stringify(arrow.event, null, 2)}</pre>
      ) : (
        <Text size="sm">{arrow.label}</Text>
      )}
    </Stack>
  );
}

function titleOf(arrow: Arrow): string {
  const step = arrow.step === null ? '' : `Step ${arrow.step}: `;
  return arrow.package
    ? `${step}Package#${arrow.package.number}`
    : `${step}${arrow.event?.type ?? arrow.label}`;
}

function PackageView({ arrow }: { arrow: Arrow }): ReactElement {
  const logged = arrow.package;
  if (!logged) return <></>;
  const commands = logged.number === 2 ? commandsOf(logged) : (arrow.answers ?? []);
  const statuses = logged.number === 3 ? statusesOf(logged) : [];
  return (
    <Tabs defaultValue="commands" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="commands">Commands</Tabs.Tab>
        <Tabs.Tab value="headers">Headers</Tabs.Tab>
        <Tabs.Tab value="body">Body</Tabs.Tab>
        <Tabs.Tab value="remarks">
          Remarks {logged.remarks.length > 0 ? `(${logged.remarks.length})` : ''}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="commands" pt="sm">
        {commands.length === 0 ? (
          <Text size="sm" className="quiet">
            {logged.number === 1
              ? 'A Package#1 carries no commands; its body lists objects and alerts.'
              : 'No commands.'}
          </Text>
        ) : (
          <Table verticalSpacing="xs">
            <Table.Tbody>
              {commands.map(([name = '', ...parameters], i) => (
                <Table.Tr key={i}>
                  <Table.Td valign="top" className="mono">
                    <strong>{name}</strong>
                    <div className="quiet nowrap">{COMMAND_CLAUSE[name] ?? 'unknown'}</div>
                  </Table.Td>
                  <Table.Td className="mono wrap">
                    {parameters.map((parameter, j) => (
                      <div key={j}>{parameter}</div>
                    ))}
                  </Table.Td>
                  {logged.number === 3 && (
                    <Table.Td
                      valign="top"
                      style={isGood(statuses[i] ?? 0) ? undefined : { color: 'var(--bad)' }}
                    >
                      {statuses[i]} <span>{STATUS_WORDS[statuses[i] ?? 0] ?? ''}</span>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="headers" pt="sm">
        <pre className="lines">
          {Object.entries(logged.headers)
            .map(([name, value]) => `${name}: ${value}`)
            .join('\n')}
        </pre>
      </Tabs.Panel>
      <Tabs.Panel value="body" pt="sm">
        <pre className="lines">
          {logged.encoding === 'base64' ? `(base64)\n${logged.body}` : pretty(logged.body)}
        </pre>
      </Tabs.Panel>
      <Tabs.Panel value="remarks" pt="sm">
        {logged.remarks.length === 0 ? (
          <Text size="sm" className="quiet">
            No deviation from the specification.
          </Text>
        ) : (
          <Stack gap="xs">
            {logged.remarks.map((remark, i) => (
              <Text size="sm" key={i}>
                <strong>{remark.clause}</strong> {remark.text}
              </Text>
            ))}
          </Stack>
        )}
      </Tabs.Panel>
    </Tabs>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
