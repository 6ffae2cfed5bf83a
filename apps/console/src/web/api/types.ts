/** Shapes of the management API that the console reads. */
export interface Device {
  devId: string;
  auth: { scheme: string; username: string | null };
  notification: { transport: string; host: string; port: number; signed: boolean } | null;
  profile: string;
  lang: string | null;
  registeredAt: string;
  lastSeenAt: string | null;
  openSessionId: string | null;
}

export interface Session {
  id: string;
  devId: string;
  state: 'open' | 'ended' | 'aborted' | 'expired';
  initiator: 'server' | 'client';
  openedAt: string;
  closedAt: string | null;
  exchanges: number;
  commands: { ok: number; failed: number };
}

export interface LoggedPackage {
  id: string;
  number: number;
  direction: 'in' | 'out';
  contentType: string;
  headers: Record<string, string>;
  body: string;
  encoding: 'utf8' | 'base64';
  at: string;
  remarks: { clause: string; text: string }[];
}

export interface DmEvent {
  id: string;
  type: string;
  source: string;
  at: string;
  data: Record<string, unknown>;
}

export interface SessionDetail extends Session {
  packages: LoggedPackage[];
  events: DmEvent[];
}

export interface Task {
  id: string;
  devId: string;
  name: string;
  state: string;
  reason: string | null;
  createdAt: string;
}

export interface Notification {
  id: string;
  notificationId: number;
  state: string;
  reason: string | null;
  attempts: number;
  createdAt: string;
  sentAt: string | null;
  answeredAt: string | null;
  sessionId: string | null;
}

export interface KnownObject {
  moid: string;
  instances: { miid: string; name: string | null; cv: string | null; at: string | null; data: unknown }[];
}

export interface List<T> {
  items: T[];
  next: string | null;
}
