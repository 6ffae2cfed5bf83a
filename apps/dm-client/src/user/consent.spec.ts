import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScreenConsent, scriptedConsent, type Question } from './consent.js';

const asked = { command: ['DELETE', 'urn:dm2:mo:demo:1.0//Items/first'], serverId: 'dms1' };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the user who is asked before a command (TS App. C, 507)', () => {
  it('on the screen answers the question that is there, and no other', async () => {
    const screen = new ScreenConsent(60_000);
    const shown: (Question | undefined)[] = [];
    screen.onQuestion((question) => shown.push(question));
    const first = screen.ask(asked);
    expect(screen.question).toEqual({ id: 1, ...asked });
    expect(screen.answer(2, true)).toBe(false);
    expect(screen.answer(1, true)).toBe(true);
    expect(await first).toBe('given');
    expect(screen.answer(1, false)).toBe(false);
    const second = screen.ask(asked);
    expect(screen.answer(2, false)).toBe(true);
    expect(await second).toBe('refused');
    expect(shown).toEqual([{ id: 1, ...asked }, undefined, { id: 2, ...asked }, undefined]);
  });

  it('on the screen has said nothing when the time is up, or the device is switched off', async () => {
    const screen = new ScreenConsent(60_000);
    const late = screen.ask(asked);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(screen.question).toBeDefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(await late).toBe('unanswered');
    expect(screen.question).toBeUndefined();
    const stopped = screen.ask(asked);
    screen.close();
    expect(await stopped).toBe('unanswered');
    expect(await screen.ask(asked)).toBe('unanswered');
  });

  it('in a script always says the same', async () => {
    expect(await scriptedConsent('allow').ask(asked)).toBe('given');
    expect(await scriptedConsent('refuse').ask(asked)).toBe('refused');
  });
});
