import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

const TYPES = [
  'session.opened',
  'session.package',
  'session.ended',
  'session.aborted',
  'session.expired',
  'task.queued',
  'task.started',
  'task.step',
  'task.waiting',
  'task.resumed',
  'task.succeeded',
  'task.failed',
  'task.cancelled',
  'task.expired',
  'notification.sent',
  'notification.failed',
  'notification.expired',
  'alert.received',
  'ui-session.opened',
  'ui-session.answered',
  'ui-session.finished',
  'repository.read',
  'repository.written',
];

/**
 * Follows the live events (of a device) and refreshes what is shown. The browser reconnects by itself and resumes with the last
 * event's id. Returns whether the line is up.
 */
export function useLive(devId?: string): boolean {
  const client = useQueryClient();
  const [up, setUp] = useState(true);
  useEffect(() => {
    const source = new EventSource(
      `/api/v1/events${devId === undefined ? '' : `?devId=${encodeURIComponent(devId)}`}`,
    );
    let due: number | undefined;
    const refresh = () => {
      due ??= window.setTimeout(() => {
        due = undefined;
        void client.invalidateQueries({ refetchType: 'active' });
      }, 80);
    };
    const ready = () => {
      setUp(true);
      refresh();
    };
    source.addEventListener('ready', ready);
    source.addEventListener('error', () => setUp(false));
    source.addEventListener('open', () => setUp(true));
    for (const type of TYPES) source.addEventListener(type, refresh);
    return () => {
      window.clearTimeout(due);
      source.close();
    };
  }, [client, devId]);
  return up;
}
