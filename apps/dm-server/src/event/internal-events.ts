import { inTransaction, Problem, type DmEvent } from '@dm2/service';
import type { UiFeedback } from '@dm2/server-engine';
import type pg from 'pg';
import { storableJson } from '../database/storable.js';
import { deviceKeyOf, deviceKeyOfId } from '../ids.js';
import type { Notifier } from '../notification/notifier.js';
import { storeEvents } from './event-writer.js';
import type { News } from './news.js';
import type { Report, UiFeedbackService } from './ui-feedback.js';

type UiEvent = Extract<DmEvent, { source: 'web-server-component' }>;
type RepositoryEvent = Extract<DmEvent, { source: 'data-repository' }>;

interface Device {
  readonly deviceKey: string;
  readonly devId: string;
}

/**
 * Takes what other components report (decision 11): the event, by its unique id, and its effect in one transaction; delivered at
 * least once, applied once.
 */
export class InternalEvents {
  constructor(
    private readonly pool: pg.Pool,
    private readonly feedback: UiFeedbackService,
    private readonly notifier: Notifier,
    private readonly news: News,
  ) {}

  /** @throws Problem 422 if the UI session or the device is not known: the reporter need not try again */
  async take(event: DmEvent): Promise<void> {
    const stored = await inTransaction(this.pool, async (client) => {
      const device = await deviceOf(client, event);
      if (!(await remember(client, device, event))) return false;
      if (event.source === 'web-server-component') await this.takeUiEvent(client, device, event);
      else await takeRepositoryEvent(client, device, event);
      return true;
    });
    if (!stored) return;
    this.notifier.soon();
    this.news.publish();
  }

  private async takeUiEvent(client: pg.ClientBase, device: Device, event: UiEvent): Promise<void> {
    const { uiSessionId } = event.data;
    const locked = await this.feedback.lock(client, device.deviceKey, device.devId, uiSessionId);
    if (!locked) throw unknown('data/uiSessionId', 'there is no such UI session');
    const { rows } = await client.query<{ sequence: number; type: UiEvent['type']; data: UiEvent['data'] }>(
      `SELECT sequence, type, data FROM received_event
        WHERE device_key = $1 AND ui_session_id = $2 ORDER BY sequence, received_at`,
      [device.deviceKey, uiSessionId],
    );
    const all = rows.map((row): Report => ({
      sequence: row.sequence,
      feedback: feedbackOf({ type: row.type, data: row.data } as UiEvent),
    }));
    await storeEvents(client, device, [
      {
        id: event.id,
        type: event.type,
        source: event.source,
        at: new Date(event.at),
        sessionId: locked.uiSession.sessionId,
        taskId: locked.uiSession.taskId,
        uiSessionId,
        data: { ...event.data, sequence: event.sequence },
      },
    ]);
    await this.feedback.apply(client, locked, { sequence: event.sequence, feedback: feedbackOf(event) }, all);
  }
}

/** An access to an object belongs to the session the device is in, or was in last: END may travel with the command. */
async function takeRepositoryEvent(
  client: pg.ClientBase,
  device: Device,
  event: RepositoryEvent,
): Promise<void> {
  const { rows } = await client.query<{ id: string | null }>(
    `SELECT coalesce(
       (SELECT session_id FROM open_session WHERE device_key = $1),
       (SELECT id FROM session WHERE device_key = $1 ORDER BY id DESC LIMIT 1)) AS id`,
    [device.deviceKey],
  );
  await storeEvents(client, device, [
    {
      id: event.id,
      type: event.type,
      source: event.source,
      at: new Date(event.at),
      sessionId: rows[0]?.id ?? undefined,
      data: event.data,
    },
  ]);
}

async function deviceOf(client: pg.ClientBase, event: DmEvent): Promise<Device> {
  const deviceKey =
    event.source === 'web-server-component'
      ? deviceKeyOfId(event.data.uiSessionId, 'uiSession')
      : deviceKeyOf(event.data.devId);
  const { rows } = await client.query<{ dev_id: string }>('SELECT dev_id FROM device WHERE device_key = $1', [
    deviceKey ?? '',
  ]);
  const devId = rows[0]?.dev_id;
  if (deviceKey === undefined || devId === undefined) throw unknown('data/devId', 'there is no such device');
  return { deviceKey, devId };
}

/** Whether the event is new. */
async function remember(client: pg.ClientBase, { deviceKey }: Device, event: DmEvent): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO received_event (device_key, event_id, ui_session_id, sequence, type, data, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [
      deviceKey,
      event.id,
      event.source === 'web-server-component' ? event.data.uiSessionId : null,
      event.sequence,
      event.type,
      storableJson(event.data),
      new Date(),
    ],
  );
  return rowCount === 1;
}

function feedbackOf(event: UiEvent): UiFeedback {
  switch (event.type) {
    case 'ui-session.opened':
      return { type: event.type };
    case 'ui-session.answered':
      return { type: event.type, answers: event.data.answers };
    case 'ui-session.finished':
      return { type: event.type, result: event.data.result, outcome: event.data.outcome };
  }
}

function unknown(field: string, detail: string): Problem {
  return new Problem(422, { code: 'unknown-subject', field, detail });
}
