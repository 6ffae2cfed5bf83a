import type { DmEvent, LoggedPackage, Notification } from '../../api/types.js';
import type { Component } from '../../components.js';
import type { Exchange } from './exchanges.js';
import type { Mark } from './marks.js';

/** The steps of the basic flow (CR 6.2, Figure 3). */
export type Step = '0' | '1' | '2' | '3' | '4' | '4.1' | '4.2' | '4.3' | '5' | '6' | '6.1' | '7' | '8';

/** What an arrow stands for; it decides how the arrow is drawn. */
export type ArrowKind =
  /** Package#0: outside the session. */
  | 'notification'
  /** A package of the session. */
  | 'package'
  /** A package that the DM Server refused: the session stayed as it was. */
  | 'refused'
  /** The device starts its browser. */
  | 'browser'
  /** The user's browser and the Web Server Component. */
  | 'page'
  /** Results, over the internal interface. */
  | 'feedback'
  /** An HTTP exchange with a repository. */
  | 'transfer';

/** One arrow of the diagram, and all that the inspector needs of it. */
export interface Arrow {
  readonly id: string;
  readonly kind: ArrowKind;
  readonly at: string;
  readonly from: Component;
  readonly to: Component;
  /** None for a package that was refused. */
  readonly step?: Step;
  /** Whether this step was there before in the session. */
  readonly repeated: boolean;
  readonly label: string;
  readonly good: boolean;
  /** Number of deviations. */
  readonly remarks: number;
  /** Whether END is in it: nothing comes after. */
  readonly ends: boolean;
  /** Why this is known, though no record says it. */
  readonly inferred?: string;
  readonly package?: LoggedPackage;
  readonly notification?: Notification;
  readonly event?: DmEvent;
  /** The exchange it belongs to, as an index. */
  readonly exchange?: number;
  /** The command of that exchange that caused it. */
  readonly command?: number;
  readonly uiSessionId?: string;
}

/** The time a UI session was open: the DM session goes on beside it. */
export interface Band {
  readonly uiSessionId: string;
  readonly page: string;
  /** Arrow with which it begins. */
  readonly from: number;
  /** Arrow with which it ends; none while it is open. */
  readonly to: number | undefined;
  /** Bands that are open at the same time lie in lanes beside each other. */
  readonly lane: number;
}

/** A row of the diagram; rows are drawn by themselves, so that a long session needs only those in sight. */
export type Row =
  | { readonly kind: 'arrow'; readonly id: string; readonly arrow: Arrow; readonly index: number }
  /** Time in which nothing happened, folded. */
  | { readonly kind: 'gap'; readonly id: string; readonly ms: number }
  /** What happened without anything on the wire, and how the session stands or ended, when it was not by END. */
  | { readonly kind: 'mark'; readonly id: string; readonly text: string; readonly tone: Mark['tone'] };

export interface Diagram {
  readonly arrows: readonly Arrow[];
  readonly rows: readonly Row[];
  readonly bands: readonly Band[];
  readonly marks: readonly Mark[];
  readonly exchanges: readonly Exchange[];
  /** Time of the first arrow, in ms. */
  readonly start: number;
}
