import { Tabs } from '@mantine/core';
import '@mantine/core/styles/Tabs.css';
import type { ReactElement } from 'react';
import { BodyView } from './body-view.js';
import { CommandsView } from './commands-view.js';
import { EventsView } from './events-view.js';
import { HeadersView } from './headers-view.js';
import type { InspectorProps } from './inspector.js';
import type { Arrow } from './model/arrow.js';
import { eventsOf } from './model/events-of.js';
import { NotificationView } from './notification-view.js';
import { RefusalView, RefusedBody } from './refusal-view.js';
import { RemarksView } from './remarks-view.js';

type TabsProps = Pick<InspectorProps, 'diagram' | 'session' | 'tab' | 'onPoint' | 'onChoose' | 'onTab'> & {
  readonly arrow: Arrow;
};

interface TabOf {
  readonly name: string;
  readonly count?: number;
  readonly content: () => ReactElement;
}

/** What the chosen arrow has, one tab each. A tab stays chosen from arrow to arrow where there is one of that name. */
export function InspectorTabs(props: TabsProps): ReactElement {
  const { tab: wanted, onTab } = props;
  const tabs = tabsOf(props);
  const current = tabs.find(({ name }) => name === wanted) ?? preferredOf(props.arrow, tabs);
  return (
    <Tabs
      value={current?.name ?? null}
      onChange={(name) => name !== null && onTab(name)}
      keepMounted={false}
      mt="xs"
    >
      <Tabs.List>
        {tabs.map(({ name, count = 0 }) => (
          <Tabs.Tab key={name} value={name} px={10}>
            {name}
            {count > 0 && ` ${count}`}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ name, content }) => (
        <Tabs.Panel key={name} value={name} pt="sm">
          {name === current?.name && content()}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function preferredOf({ package: logged, kind, exchange }: Arrow, tabs: readonly TabOf[]): TabOf | undefined {
  const isCaused = kind !== 'package' && exchange !== undefined;
  const name = logged?.number === 1 ? 'Body' : isCaused ? 'Events' : undefined;
  return tabs.find((tab) => tab.name === name) ?? tabs[0];
}

function tabsOf(props: TabsProps): TabOf[] {
  const { arrow, diagram, session, onPoint, onChoose } = props;
  const { package: logged, notification, event, kind, exchange: index } = arrow;
  const exchange = index === undefined ? undefined : diagram.exchanges[index];
  const events = eventsOf(arrow, diagram, session.events);
  const tabs: TabOf[] = [];
  if (kind === 'refused' && event)
    tabs.push(
      { name: 'Refusal', content: () => <RefusalView data={event.data} /> },
      { name: 'Headers', content: () => <HeadersView headers={event.data['headers']} /> },
      { name: 'Body', content: () => <RefusedBody data={event.data} /> },
    );
  if (exchange && index !== undefined)
    tabs.push({
      name: kind === 'package' ? 'Commands' : 'Command',
      content: () => (
        <CommandsView
          exchange={exchange}
          index={index}
          only={kind === 'package' ? undefined : arrow.command}
          session={session}
          arrows={diagram.arrows}
          onPoint={onPoint}
          onChoose={onChoose}
        />
      ),
    });
  if (logged)
    tabs.push(
      { name: 'Headers', content: () => <HeadersView headers={logged.headers} /> },
      { name: 'Body', content: () => <BodyView logged={logged} /> },
      {
        name: 'Remarks',
        count: logged.remarks.length,
        content: () => <RemarksView remarks={logged.remarks} />,
      },
    );
  if (notification)
    tabs.push({
      name: 'Notification',
      content: () => <NotificationView notification={notification} sessionId={session.id} />,
    });
  tabs.push({ name: 'Events', count: events.length, content: () => <EventsView events={events} /> });
  return tabs;
}
