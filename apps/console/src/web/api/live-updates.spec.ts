import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Recorder } from '../session/model/recorded.fixture.js';
import { urlOf } from './client.js';
import { Refresher } from './live-updates.js';
import { sessionQuery } from './queries.js';
import type { LiveEvent } from './types.js';

const event = (type: string, id = type): LiveEvent => ({
  id,
  type,
  source: 'dm-server',
  at: '2026-01-01T00:00:00Z',
  devId: 'd',
  sessionId: 's1',
  taskId: null,
  data: {},
});

describe('live events', () => {
  const client = new QueryClient();
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    vi.restoreAllMocks();
    client.clear();
    vi.useRealTimers();
  });

  it('appear in the session that is shown at once, and only once', () => {
    client.setQueryData(sessionQuery('s1').queryKey, new Recorder().session());
    const refresher = new Refresher(client);
    for (const id of ['a', 'b', 'a']) refresher.take(event('ui-session.opened', id));
    expect(client.getQueryData(sessionQuery('s1').queryKey)?.events.map(({ id }) => id)).toEqual(['a', 'b']);
    refresher.stop();
  });

  it('have a session read once for many packages, and once more for those that come meanwhile', async () => {
    const reads: (() => void)[] = [];
    vi.spyOn(client, 'invalidateQueries').mockImplementation((filters) => {
      if (JSON.stringify(filters?.queryKey) !== '["session","s1"]') return Promise.resolve();
      return new Promise<void>((resolve) => reads.push(resolve));
    });
    const refresher = new Refresher(client);
    for (let i = 0; i < 5; i += 1) refresher.take(event('session.package'));
    await vi.advanceTimersByTimeAsync(100);
    expect(reads).toHaveLength(1);
    for (let i = 0; i < 5; i += 1) refresher.take(event('session.package'));
    await vi.advanceTimersByTimeAsync(10);
    expect(reads).toHaveLength(1);
    reads[0]?.();
    await vi.advanceTimersByTimeAsync(150);
    expect(reads).toHaveLength(2);
    refresher.stop();
  });

  it('have what is just being read for the first time read again: that began before the news', async () => {
    const answers: ((state: string) => void)[] = [];
    const observer = new QueryObserver(client, {
      queryKey: ['task', 't1'],
      queryFn: () => new Promise<string>((resolve) => answers.push(resolve)),
    });
    const stop = observer.subscribe(() => undefined);
    const refresher = new Refresher(client);
    refresher.take({ ...event('task.succeeded'), taskId: 't1' });
    await vi.advanceTimersByTimeAsync(500);
    expect(answers).toHaveLength(2);
    answers[0]?.('queued');
    answers[1]?.('succeeded');
    await vi.advanceTimersByTimeAsync(500);
    expect(observer.getCurrentResult().data).toBe('succeeded');
    stop();
    refresher.stop();
  });

  it('have what takes long to read read less often, but never more than two seconds later', async () => {
    const reads: (() => void)[] = [];
    vi.spyOn(client, 'invalidateQueries').mockImplementation((filters) => {
      if (JSON.stringify(filters?.queryKey) !== '["session","s1"]') return Promise.resolve();
      return new Promise<void>((resolve) => reads.push(resolve));
    });
    const refresher = new Refresher(client);
    refresher.take(event('session.package'));
    for (const [took, pause] of [
      [500, 1000],
      [5000, 2000],
    ] as const) {
      await vi.advanceTimersByTimeAsync(100);
      const before = reads.length;
      refresher.take(event('session.package'));
      await vi.advanceTimersByTimeAsync(took - 40);
      reads.at(-1)?.();
      await vi.advanceTimersByTimeAsync(pause - 110);
      expect(reads).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(110);
      expect(reads).toHaveLength(before + 1);
    }
    refresher.stop();
  });

  it('make nothing stale that they do not touch', async () => {
    const invalidate = vi.spyOn(client, 'invalidateQueries').mockResolvedValue();
    const refresher = new Refresher(client);
    refresher.take(event('task.step'));
    refresher.take(event('alert.received'));
    await vi.advanceTimersByTimeAsync(2000);
    expect(invalidate.mock.calls.map(([filters]) => filters?.queryKey)).toEqual([
      ['tasks', 'd'],
      ['alerts', 'd'],
      ['subscriptions', 'd'],
      ['task-batch'],
      ['tasks', ''],
    ]);
    refresher.stop();
  });
});

describe('paths of the management API', () => {
  it('are filled in safely, and what is empty is left out', () => {
    expect(urlOf('/api/v1/devices/{devId}/tasks', { devId: 'a/b?c' }, { limit: 20, cursor: '' })).toBe(
      '/api/v1/devices/a%2Fb%3Fc/tasks?limit=20',
    );
  });
});
