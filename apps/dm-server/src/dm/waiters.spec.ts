import { describe, expect, it } from 'vitest';
import { Waiters } from './waiters.js';

const never = new AbortController().signal;
const later = () => Date.now() + 60_000;

describe('waiters', () => {
  it('are woken by news of their UI session only', async () => {
    const waiters = new Waiters();
    const [a, b] = [waiters.register(['a']), waiters.register(['b'])];
    const sleeping = a.sleep(later(), never);
    const other = b.sleep(later(), never);
    waiters.wake('a');
    expect(await sleeping).toBe('news');
    expect([waiters.size, waiters.waitingFor('a'), waiters.waitingFor('b')]).toEqual([1, 0, 1]);
    waiters.wakeAll();
    expect(await other).toBe('unsure');
    expect(waiters.size).toBe(0);
  });

  it('hear what came between registration and sleep', async () => {
    const waiters = new Waiters();
    const waiter = waiters.register(['a']);
    waiters.wake('a');
    expect(await waiter.sleep(later(), never)).toBe('news');
  });

  it('wake by themselves when their time comes', async () => {
    expect(await new Waiters().register(['a']).sleep(Date.now(), never)).toBe('time');
  });

  it('leave when the client has gone, also before they slept', async () => {
    const gone = new AbortController();
    const waiters = new Waiters();
    const sleeping = waiters.register(['a']).sleep(later(), gone.signal);
    gone.abort();
    expect(await sleeping).toBe('gone');
    expect(await waiters.register(['a']).sleep(later(), gone.signal)).toBe('gone');
    expect(waiters.size).toBe(0);
  });

  it('are let go at once by a server that stops, those that come after too', async () => {
    const waiters = new Waiters();
    const sleeping = waiters.register(['a']).sleep(later(), never);
    waiters.stop();
    expect(await sleeping).toBe('stopping');
    expect(await waiters.register(['b']).sleep(later(), never)).toBe('stopping');
  });
});
