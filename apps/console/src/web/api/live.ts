import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { urlOf } from './client.js';
import { openLine } from './event-stream.js';
import { Refresher } from './live-updates.js';
import { signedInQuery } from './queries.js';
import type { LiveEvent } from './types.js';

/** A page that nobody has looked at for this long gives its connection back: browsers have six for a site. */
const HIDDEN_MS = 20_000;

/**
 * Follows the live events of a device, or of all, and keeps what is shown current. The line comes back by itself and goes on
 * where it had stopped. Returns whether it is up.
 */
export function useLive(devId?: string): boolean {
  const client = useQueryClient();
  const [up, setUp] = useState(true);
  useEffect(() => {
    const refresher = new Refresher(client);
    const open = () =>
      openLine({
        url: urlOf('/api/v1/events', {}, { devId }),
        onEvent: ({ data }) => refresher.take(JSON.parse(data) as LiveEvent),
        onState: setUp,
        onUp: (resumed) => {
          if (!resumed) refresher.all();
        },
        onSignedOut: () => client.setQueryData(signedInQuery.queryKey, false),
      });
    let close: (() => void) | undefined = open();
    let hidden: ReturnType<typeof setTimeout> | undefined;
    const onVisibility = () => {
      clearTimeout(hidden);
      if (document.visibilityState === 'visible') close ??= open();
      else
        hidden = setTimeout(() => {
          close?.();
          close = undefined;
        }, HIDDEN_MS);
    };
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      clearTimeout(hidden);
      refresher.stop();
      close?.();
    };
  }, [client, devId]);
  return up;
}
