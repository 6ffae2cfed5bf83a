import { EventEmitter } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DeviceEvent, DeviceLog } from '@dm2/client-engine';

export type LogRecord = DeviceEvent & { readonly id: string; readonly at: string };

/** Records kept at least; older ones are in the file's predecessor at most. */
const KEPT = 5000;

/** The device's log, in memory and in a file: each record has an id that is greater than those before it, also after a restart. */
export class FileDeviceLog implements DeviceLog {
  private records: LogRecord[];
  private next: number;
  private inFile: number;
  private handle: number | undefined;
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  constructor(private readonly file: string) {
    mkdirSync(dirname(file), { recursive: true });
    const text = readIfThere(file);
    const records = text.split('\n').flatMap(parseRecord);
    this.next = Number(records.at(-1)?.id.slice(1) ?? 0) + 1;
    this.records = records.slice(-KEPT);
    this.inFile = records.length;
    this.handle = openSync(file, 'a', 0o600);
    // A process that was killed while it wrote left half a line.
    if (text !== '' && !text.endsWith('\n')) writeSync(this.handle, '\n');
  }

  record(event: DeviceEvent): void {
    const id = `d${String(this.next++).padStart(8, '0')}`;
    const record: LogRecord = { id, at: new Date().toISOString(), ...event };
    this.records.push(record);
    if (this.records.length > KEPT * 2) this.records = this.records.slice(-KEPT);
    if (this.handle !== undefined) {
      if (this.inFile >= KEPT * 2) this.rotate();
      writeSync(this.handle, `${JSON.stringify(record)}\n`);
      this.inFile += 1;
    }
    this.emitter.emit('record', record);
  }

  /** Records after an id, oldest first. */
  after(id: string | undefined, limit: number): LogRecord[] {
    const first = id === undefined ? 0 : this.records.findIndex((record) => record.id > id);
    return first < 0 ? [] : this.records.slice(first, first + limit);
  }

  /** The latest records before an id, oldest first. */
  before(id: string, limit: number): LogRecord[] {
    const end = this.records.findIndex((record) => record.id >= id);
    const known = end < 0 ? this.records.length : end;
    return this.records.slice(Math.max(known - limit, 0), known);
  }

  /** The latest records, oldest first. */
  latest(count: number): LogRecord[] {
    return this.records.slice(-count);
  }

  onRecord(listener: (record: LogRecord) => void): () => void {
    this.emitter.on('record', listener);
    return () => this.emitter.off('record', listener);
  }

  close(): void {
    if (this.handle !== undefined) closeSync(this.handle);
    this.handle = undefined;
  }

  private rotate(): void {
    if (this.handle !== undefined) closeSync(this.handle);
    renameSync(this.file, `${this.file}.1`);
    this.handle = openSync(this.file, 'a', 0o600);
    this.inFile = 0;
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function parseRecord(line: string): LogRecord[] {
  try {
    const record = JSON.parse(line) as Partial<LogRecord>;
    return typeof record.id === 'string' && /^d\d{8,}$/.test(record.id) ? [record as LogRecord] : [];
  } catch {
    return [];
  }
}
