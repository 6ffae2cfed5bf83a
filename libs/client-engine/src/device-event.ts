import type { Alert } from '@dm2/protocol';
import type { Consent } from './consent.js';

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Readonly<Data> };

/** What the device's log records; each record gets an id of its own. URLs are without their query, except the browser's. */
export type DeviceEvent =
  | Event<'device.ready', { screen?: string; notify?: string }>
  | Event<
      'notification.received',
      { serverId: string; notificationId?: number; bytes: number; from: string; bearer?: string }
    >
  /** None of the connections it prefers is there: the session waits for one (TS 5.2.1.2). */
  | Event<
      'notification.waits',
      { serverId: string; notificationId?: number; bytes: number; from: string; bearers: readonly string[] }
    >
  | Event<'notification.dropped', { reason: string; bytes: number; from: string }>
  | Event<
      'session.started',
      { session: string; trigger: string; serverId: string; url: string; notificationId?: number }
    >
  | Event<
      'package.sent',
      {
        session: string;
        number: 1 | 3;
        url: string;
        contentType: string;
        bytes: number;
        /** The package's JSON, cut if it is long. */
        body: string;
        /** Data of GETs, by the index of the command. */
        parts?: readonly { readonly index: number; readonly contentType: string; readonly bytes: number }[];
      }
    >
  | Event<
      'package.received',
      {
        session: string;
        number: 2;
        status: number;
        commands: readonly (readonly string[])[];
        /** The status for the previous package, if the server gave one. */
        previous?: number;
      }
    >
  | Event<
      'command.executed',
      {
        session: string;
        index: number;
        command: readonly string[];
        status: number;
        uris?: readonly string[];
        reason?: string;
      }
    >
  /** A deviation from the specification that was read all the same. */
  | Event<'remark.made', { about: 'Package#2' | 'MO data'; clause: string; text: string }>
  /** `status` is `null` if no answer came. */
  | Event<'subscription.reported', { clientUri: string; url: string; status: number | null; reason?: string }>
  /** The user was asked about a command (TS App. C). */
  | Event<'user.asked', { serverId: string; command: readonly string[]; consent: Consent }>
  | Event<'execution.finished', { clientUri: string; status: number; reason?: string }>
  | Event<'application.request', { appId: string; moid: string; outcome: string }>
  /** The person at the device, or whoever tests it, has changed how it is. */
  | Event<'device.switched', { switches: Readonly<Record<string, unknown>> }>
  | Event<'alert.raised', { alert: Alert }>
  | Event<'browser.started', { url: string; adapter: string }>
  | Event<'browser.failed', { url: string; adapter: string; reason: string }>
  | Event<'browser.page', { url: string; title: string; status: number }>
  | Event<'browser.answered', { url: string; values: Readonly<Record<string, string | readonly string[]>> }>
  | Event<'browser.closed', { url: string; pages: number }>
  | Event<
      'repository.request',
      {
        method: 'GET' | 'PUT' | 'POST';
        url: string;
        /** `null` if no answer came. */
        status: number | null;
        /** Bytes of the body received, or sent. */
        bytes: number;
        ms: number;
        reason?: string;
      }
    >
  | Event<
      'session.ended',
      { session: string; outcome: 'end' | 'aborted'; exchanges: number; reason?: string }
    >;

export interface DeviceLog {
  record(event: DeviceEvent): void;
}
