import { CloseButton, Tabs } from '@mantine/core';
import '@mantine/core/styles/Tabs.css';
import { useState, type ReactElement, type Ref } from 'react';
import type { SessionDetail } from '../api/types.js';
import { colourOf, COMPONENTS } from '../components.js';
import type { Pointed } from './diagram.js';
import { BodyView } from './body-view.js';
import { CommandsView } from './commands-view.js';
import { EventsView } from './events-view.js';
import { Guide } from './guide.js';
import type { Arrow, Diagram } from './model/arrow.js';
import { eventsOf } from './model/events-of.js';

interface InspectorProps {
  readonly ref: Ref<HTMLElement>;
  readonly arrow: Arrow | undefined;
  readonly diagram: Diagram;
  readonly session: SessionDetail;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onPoint: (pointed: Pointed | undefined) => void;
}

/** What is in the chosen arrow; on a phone a sheet. */
export function Inspector(props: InspectorProps): ReactElement {
  const { ref, arrow, isOpen, onClose } = props;
  return (
    <aside ref={ref} className="inspector" aria-label="Inspector" tabIndex={-1} data-open={isOpen}>
      <div className="bar spread">
        <h2>{arrow ? titleOf(arrow) : 'How to read it'}</h2>
        <CloseButton className="close" aria-label="Close" onClick={onClose} />
      </div>
      {arrow ? <Content {...props} arrow={arrow} /> : <Guide />}
    </aside>
  );
}

const KINDS: Record<Arrow['kind'], string> = {
  notification: 'Package#0',
  package: '',
  refused: 'Package refused',
  browser: 'Starts the browser',
  page: 'UI session',
  feedback: 'Feedback of results',
  transfer: 'Exchange with the repository',
};

function titleOf(arrow: Arrow): string {
  if (arrow.step === undefined) return KINDS[arrow.kind];
  return `Step ${arrow.step}: ${arrow.package ? `Package#${arrow.package.number}` : KINDS[arrow.kind]}`;
}

function Content({ arrow, diagram, session, onPoint }: InspectorProps & { arrow: Arrow }): ReactElement {
  const { package: logged, notification } = arrow;
  const [tab, setTab] = useState<string | null>(null);
  const events = eventsOf(arrow, diagram, session.events);
  const exchange = arrow.exchange === undefined ? undefined : diagram.exchanges[arrow.exchange];
  const tabs = [
    ...(exchange ? ['Commands'] : []),
    ...(logged ? ['Headers', 'Body', 'Remarks'] : []),
    ...(notification ? ['Notification'] : []),
    'Events',
  ];
  const preferred = logged?.number === 1 ? 'Body' : arrow.event ? 'Events' : tabs[0];
  const current = tab !== null && tabs.includes(tab) ? tab : preferred;
  return (
    <>
      <p className="quiet">
        <span style={{ color: colourOf(arrow.from) }}>{COMPONENTS[arrow.from].name}</span> →{' '}
        <span style={{ color: colourOf(arrow.to) }}>{COMPONENTS[arrow.to].name}</span> ·{' '}
        <time dateTime={arrow.at}>{arrow.at.slice(11, 23)}</time>
      </p>
      {arrow.inferred !== undefined && <p className="notice">Concluded: {arrow.inferred}</p>}
      <Tabs value={current ?? 'Events'} onChange={setTab} keepMounted={false} mt="xs">
        <Tabs.List>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name} px={10}>
              {name}
              {countOf(name, logged?.remarks.length ?? 0, events.length)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="Commands" pt="xs">
          {exchange && arrow.exchange !== undefined && (
            <CommandsView
              exchange={exchange}
              index={arrow.exchange}
              only={arrow.kind === 'package' ? undefined : arrow.command}
              onPoint={onPoint}
            />
          )}
        </Tabs.Panel>
        {logged && (
          <>
            <Tabs.Panel value="Headers" pt="sm">
              <dl className="facts mono">
                {Object.entries(logged.headers).map(([name, value]) => (
                  <Fact key={name} name={name} value={value} />
                ))}
              </dl>
            </Tabs.Panel>
            <Tabs.Panel value="Body" pt="sm">
              <BodyView logged={logged} />
            </Tabs.Panel>
            <Tabs.Panel value="Remarks" pt="sm">
              {logged.remarks.length === 0 && <p className="quiet">No deviation from the specification.</p>}
              <div className="stack">
                {logged.remarks.map(({ clause, text }) => (
                  <p key={`${clause} ${text}`}>
                    {text} <span className="quiet">({clause})</span>
                  </p>
                ))}
              </div>
            </Tabs.Panel>
          </>
        )}
        {notification && (
          <Tabs.Panel value="Notification" pt="sm">
            <dl className="facts">
              <Fact name="NOTIFICATION-ID" value={String(notification.notificationId)} />
              <Fact name="REQ-MOS" value={notification.reqMos ? 'yes' : 'no'} />
              <Fact name="State" value={notification.state} />
              <Fact
                name="Sent"
                value={`${notification.attempts} time${notification.attempts === 1 ? '' : 's'}`}
              />
              {notification.reason !== null && <Fact name="Reason" value={notification.reason} />}
            </dl>
          </Tabs.Panel>
        )}
        <Tabs.Panel value="Events" pt="sm">
          <EventsView events={events} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function countOf(tab: string, remarks: number, events: number): string {
  const count = tab === 'Remarks' ? remarks : tab === 'Events' ? events : 0;
  return count > 0 ? ` ${count}` : '';
}

function Fact({ name, value }: { name: string; value: string }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
