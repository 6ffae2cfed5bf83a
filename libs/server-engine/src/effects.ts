import type { Alert, MoValue, RawCommand, Remark } from '@dm2/protocol';
import type { CachedRead } from './cached-reads.js';
import type { CommandPlace } from './executions.js';
import type { UiSessionState } from './state.js';

/** Data that a GET brought, in a form that can be stored and shown. */
export interface ResultData {
  readonly contentType: string;
  /** The decoded items for `application/dmmo+json`, a string for text, base64 for anything else. */
  readonly encoding: 'mo' | 'text' | 'base64';
  readonly value: unknown;
  /** The device said that what was read before still holds (304): this is from there. */
  readonly cached?: true;
}

/** What became of one command of a task. Stored by (task, step, index): a later one replaces an earlier. */
export interface CommandResult {
  readonly taskId: string;
  readonly step: number;
  readonly index: number;
  readonly command: RawCommand;
  /** As the device reported it; `null` if none ever comes (a final step, a lost session, a SHOW never sent). */
  readonly status: number | null;
  readonly uris?: readonly string[];
  readonly data?: ResultData;
  /** Answered 304: the data is what is stored of that place, if it is stored with that validator. */
  readonly cached?: CachedRead;
  /** Why there is no status. */
  readonly outcome?: 'final' | 'unknown' | 'not-sent' | 'skipped';
  readonly reason?: string;
}

/** A value the device reported at a place of one of its management objects. */
export interface Knowledge {
  readonly moid: string;
  /** Empty if the ClientURI addressed the only instance without naming it. */
  readonly miid: string;
  /** Node names below the instance's root; empty for the whole instance. */
  readonly path: readonly string[];
  /** The name of the instance's root node, if this is a whole instance. */
  readonly rootName?: string;
  readonly value: MoValue;
  /** `lv` of the read: an empty node at that depth may have children that were not sent. */
  readonly levels?: number;
  /** It came as text whatever the leaf's format. */
  readonly bare?: true;
  readonly cv?: string;
  readonly ddf?: string;
}

/** What is to be stored or done besides the new state; nothing of it may happen unless that state is stored too. */
export type Effect =
  | { readonly kind: 'result'; readonly result: CommandResult }
  | { readonly kind: 'knowledge'; readonly knowledge: Knowledge }
  /** What was known there is gone. `miid` null: somewhere in one of the instances, nobody knows where. */
  | {
      readonly kind: 'forget';
      readonly moid: string;
      readonly miid: string | null;
      readonly path: readonly string[];
    }
  /** Something else is there now, not read yet. */
  | {
      readonly kind: 'changed';
      readonly moid: string;
      readonly miid: string;
      readonly path: readonly string[];
    }
  /** The validator of the instance has changed; `miid` null: that of any instance. */
  | { readonly kind: 'stale'; readonly moid: string; readonly miid: string | null }
  | {
      readonly kind: 'inventory';
      readonly moid: string;
      readonly miids: readonly string[];
      readonly ddf?: string;
    }
  | { readonly kind: 'device'; readonly lang: string }
  | {
      readonly kind: 'alert';
      readonly alert: Alert;
      /** The EXEC that it reports on. */
      readonly answers?: CommandPlace;
      /** It says again what has been reported of it. */
      readonly repeated?: boolean;
    }
  | { readonly kind: 'remark'; readonly remark: Remark }
  | { readonly kind: 'ui-session'; readonly uiSession: UiSessionState; readonly url: string }
  /** Send Package#0: the feedback that a waiting task was to be called back for has come. */
  | { readonly kind: 'notify'; readonly taskId: string; readonly reason: 'callback' }
  | {
      readonly kind: 'event';
      readonly type:
        | 'session.opened'
        | 'session.ended'
        | 'session.aborted'
        | 'session.expired'
        | 'task.started'
        | 'task.waiting'
        | 'task.resumed'
        | 'task.step'
        | 'task.succeeded'
        | 'task.failed'
        | 'task.expired';
      readonly taskId?: string;
      readonly data: Readonly<Record<string, unknown>>;
    };
