import type pg from 'pg';
import { storableJson } from '../database/storable.js';
import { newId } from '../ids.js';

export interface NewEvent {
  /** Given by whoever reported it; made here for the server's own. */
  readonly id?: string;
  readonly type: string;
  readonly source?: 'dm-server' | 'web-server-component' | 'data-repository';
  readonly at?: Date;
  readonly sessionId?: string | undefined;
  readonly taskId?: string | undefined;
  readonly uiSessionId?: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Stores events of one device as part of the caller's transaction. */
export async function storeEvents(
  client: Pick<pg.ClientBase, 'query'>,
  { deviceKey, devId }: { readonly deviceKey: string; readonly devId: string },
  events: readonly NewEvent[],
): Promise<void> {
  for (const event of events) {
    await client.query(
      `INSERT INTO event_log (device_key, id, type, source, dev_id, session_id, task_id, ui_session_id, data, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        deviceKey,
        event.id ?? newId(deviceKey, 'event'),
        event.type,
        event.source ?? 'dm-server',
        devId,
        event.sessionId ?? null,
        event.taskId ?? null,
        event.uiSessionId ?? null,
        storableJson(event.data),
        event.at ?? new Date(),
      ],
    );
  }
}
