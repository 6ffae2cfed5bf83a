import type { RecordedPackage, SessionRecord } from './session-record.js';

const REQUEST = 'application/vnd.oma.dm.request+json';
const INITIATION = 'application/vnd.oma.dm.initiation+json';
export const RESPONSE = 'application/vnd.oma.dm.response+json';

/** Makes the record of a session, each thing in it 10 ms after the one before. */
export class SessionRecorder {
  private clock = Date.UTC(2026, 0, 1);
  private count = 0;
  private readonly packages: SessionRecord['packages'] = [];
  private readonly events: SessionRecord['events'] = [];

  wait(ms: number): this {
    this.clock += ms;
    return this;
  }

  open(body: object = { MOS: [], Alert: [{ AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' }] }): this {
    return this.package(1, 'in', INITIATION, JSON.stringify(body));
  }

  send(...CMD: string[][]): this {
    return this.package(2, 'out', REQUEST, JSON.stringify({ CMD }));
  }

  answer(...codes: number[]): this {
    return this.package(3, 'in', RESPONSE, JSON.stringify({ Status: codes.map((sc) => ({ sc })) }));
  }

  package(
    number: 1 | 2 | 3,
    direction: 'in' | 'out',
    contentType: string,
    body: string,
    more: Partial<RecordedPackage> = {},
  ): this {
    this.packages.push({
      id: `p${(this.count += 1)}`,
      number,
      direction,
      contentType,
      headers: { 'content-type': contentType, ...(direction === 'in' ? { cookie: '[redacted]' } : {}) },
      body,
      encoding: 'utf8',
      bytes: Buffer.byteLength(body),
      at: this.at(),
      remarks: [],
      ...more,
    });
    return this;
  }

  event(type: string, data: Record<string, unknown> = {}, source = 'dm-server'): this {
    this.events.push({ id: `e${(this.count += 1)}`, type, source, at: this.at(), taskId: null, data });
    return this;
  }

  ui(what: 'opened' | 'answered' | 'finished', data: Record<string, unknown> = {}): this {
    return this.event(
      `ui-session.${what}`,
      { uiSessionId: 'u1', page: 'consent', ...data },
      'web-server-component',
    );
  }

  session(more: Partial<SessionRecord> = {}): SessionRecord {
    return {
      id: 'd.s1',
      devId: 'IMEI:1',
      state: 'ended',
      initiator: 'server',
      notificationId: null,
      openedAt: '2026-01-01T00:00:00.000Z',
      closedAt: null,
      exchanges: 1,
      commands: { ok: 1, failed: 0 },
      packages: this.packages,
      events: this.events,
      notifications: [],
      uiSessions: [],
      ...more,
    };
  }

  private at(): string {
    return new Date((this.clock += 10)).toISOString();
  }
}
