import type { DmEvent, LoggedPackage, Notification, SessionDetail, UiSession } from '../../api/types.js';

/** Makes what the DM Server records of a session; each record is 10 ms after the one before it. */
export class Recorder {
  private clock = Date.UTC(2026, 0, 1);
  private count = 0;
  readonly packages: LoggedPackage[] = [];
  readonly events: DmEvent[] = [];

  /** Lets time go by. */
  wait(ms: number): this {
    this.clock += ms;
    return this;
  }

  package(number: 1 | 2 | 3, body: unknown, more: Partial<LoggedPackage> = {}): LoggedPackage {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const logged: LoggedPackage = {
      id: `p${(this.count += 1)}`,
      number,
      direction: number === 2 ? 'out' : 'in',
      contentType: 'application/json',
      headers: {},
      body: text,
      encoding: 'utf8',
      bytes: text.length,
      at: this.at(),
      remarks: [],
      ...more,
    };
    this.packages.push(logged);
    return logged;
  }

  /** A Package#2 with these commands. */
  commands(...CMD: string[][]): LoggedPackage {
    return this.package(2, { CMD });
  }

  /** A Package#3 with these statuses. */
  statuses(...codes: number[]): LoggedPackage {
    return this.package(3, { Status: codes.map((sc) => ({ sc })) });
  }

  event(type: string, data: Record<string, unknown> = {}, source = 'dm-server'): DmEvent {
    const event = { id: `e${(this.count += 1)}`, type, source, at: this.at(), taskId: null, data };
    this.events.push(event);
    return event;
  }

  ui(
    what: 'opened' | 'answered' | 'finished',
    uiSessionId = 'u1',
    data: Record<string, unknown> = {},
  ): DmEvent {
    return this.event(
      `ui-session.${what}`,
      { uiSessionId, page: 'consent', ...data },
      'web-server-component',
    );
  }

  session(more: Partial<SessionDetail> = {}): SessionDetail {
    return {
      id: 's1',
      devId: 'IMEI:1',
      state: 'ended',
      initiator: 'server',
      notificationId: 7,
      openedAt: new Date(Date.UTC(2026, 0, 1)).toISOString(),
      closedAt: null,
      exchanges: 1,
      commands: { ok: 1, failed: 0 },
      packages: [...this.packages],
      events: [...this.events],
      notifications: [],
      uiSessions: [],
      ...more,
    };
  }

  private at(): string {
    return new Date((this.clock += 10)).toISOString();
  }
}

export function notification(more: Partial<Notification> = {}): Notification {
  return {
    id: 'n1',
    notificationId: 7,
    state: 'answered',
    reason: null,
    reqMos: true,
    preferredConTypes: null,
    attempts: 1,
    bytes: null,
    createdAt: '2025-12-31T23:59:59.900Z',
    sentAt: '2025-12-31T23:59:59.950Z',
    answeredAt: null,
    expiresAt: '2026-01-02T00:00:00.000Z',
    sessionId: 's1',
    taskId: null,
    ...more,
  };
}

export function uiSession(id: string, createdAt: string, more: Partial<UiSession> = {}): UiSession {
  return {
    id,
    devId: 'IMEI:1',
    sessionId: 's1',
    taskId: 't1',
    as: 'consent',
    page: 'consent',
    state: 'created',
    result: null,
    createdAt,
    changedAt: createdAt,
    expiresAt: '2026-01-02T00:00:00.000Z',
    ...more,
  };
}
