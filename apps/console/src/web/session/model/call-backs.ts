import type { SessionDetail } from '../../api/types.js';

/** Another session, and the UI session that joins it to this one. */
export interface Joined {
  readonly sessionId: string;
  /** Page of the UI session whose answer called the device back. */
  readonly page: string;
}

export interface CallBacks {
  /** Sessions that the answers of this one's UI sessions have led to. */
  readonly to: readonly Joined[];
  /** Sessions whose UI sessions led to this one. */
  readonly from: readonly Joined[];
}

/** Sessions that a call back joins: the user answered when the session was over, and Package#0 asked the device for another. */
export function callBacksOf({ id, notifications, uiSessions }: SessionDetail): CallBacks {
  const to = notifications.flatMap(({ sessionId, taskId }) =>
    sessionId === null || sessionId === id
      ? []
      : [{ sessionId, page: uiSessions.find((shown) => shown.taskId === taskId)?.page ?? '' }],
  );
  const from = uiSessions.flatMap(({ sessionId, page }) => (sessionId === id ? [] : [{ sessionId, page }]));
  return { to: once(to), from: once(from) };
}

function once(joined: readonly Joined[]): Joined[] {
  return [...new Map(joined.map((each) => [each.sessionId, each])).values()];
}
