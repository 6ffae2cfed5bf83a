import { EventEmitter } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DeviceEvent, DeviceLog } from '@dm2/client-engine';

export type LogRecord = DeviceEvent & { readonly id: string; readonly at: string };

/** In memory and in a file; older records are in the file's predecessor. */
const KEPT = 5000;

/** The device's log: each record has an id that is greater than those before it, also after a restart. */
export class FileDeviceLog implements DeviceLog {
  private records: LogRecord[] = [];
  private next = 1;
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  constructor(private readonly file: string) {
    mkdirSync(dirname(file), { recursive: true });
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      return;
    }
    for (const line of text.split('\n')) {
      try {
        if (line) this.records.push(JSON.parse(line) as LogRecord);
      } catch {
        // The last line of a process that was killed while it wrote.
      }
    }
    this.next = Number(this.records.at(-1)?.id.slice(1) ?? 0) + 1;
    if (this.records.length > KEPT) {
      renameSync(file, `${file}.1`);
      this.records = this.records.slice(-KEPT);
    } else if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n');
  }

  record(event: DeviceEvent): void {
    const record = {
      id: `d${String(this.next++).padStart(8, '0')}`,
      at: new Date().toISOString(),
      ...event,
    } as LogRecord;
    this.records.push(record);
    if (this.records.length > KEPT * 2) this.records = this.records.slice(-KEPT);
    appendFileSync(this.file, `${JSON.stringify(record)}\n`);
    this.emitter.emit('record', record);
  }

  /** Records after an id, oldest first. */
  after(id: string | undefined, limit: number): LogRecord[] {
    return this.records.filter((record) => id === undefined || record.id > id).slice(0, limit);
  }

  onRecord(listener: (record: LogRecord) => void): () => void {
    this.emitter.on('record', listener);
    return () => this.emitter.off('record', listener);
  }
}
