import { useEffect, useState, type ReactElement } from 'react';
import type { UiSession } from '../api/types.js';
import { inWords } from './duration.js';

const SECOND_MS = 1000;

/** How long a person may still answer. */
export function TimeLeft({ uiSession }: { uiSession: Pick<UiSession, 'state' | 'expiresAt'> }): ReactElement {
  const { state, expiresAt } = uiSession;
  const isOver = state === 'finished' || state === 'expired';
  const left = Date.parse(expiresAt) - useNow(isOver);
  if (isOver) return <span className="quiet">{state === 'expired' ? 'none' : 'it is answered'}</span>;
  return (
    <time dateTime={expiresAt} title={expiresAt}>
      {left > 0 ? inWords(left) : 'over'}
    </time>
  );
}

/** The time, by the second; it stands still for what is over. */
function useNow(isStill: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (isStill) return undefined;
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, [isStill]);
  return now;
}
