import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReportPass } from '@dm2/client-engine';
import { Reporter } from './reporter.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A reporter whose passes end when they are told to. */
function reporterOf(): { reporter: Reporter; passes: ((pass: ReportPass) => void)[] } {
  const passes: ((pass: ReportPass) => void)[] = [];
  return {
    passes,
    reporter: new Reporter(async () => new Promise<ReportPass>((resolve) => passes.push(resolve))),
  };
}

const delivered = { delivered: 1, failed: 0 };
const failed = { delivered: 0, failed: 1 };

describe('change reports (TS 5.3.11)', () => {
  it('of a package travel together, when it is done', async () => {
    const { reporter, passes } = reporterOf();
    const done = reporter.hold();
    reporter.wake();
    reporter.wake();
    expect(passes).toHaveLength(0);
    done();
    done();
    expect(passes).toHaveLength(1);
    passes[0]?.(delivered);
    await reporter.idle();
    expect(passes).toHaveLength(1);
  });

  it('of changes while some are on their way follow together', async () => {
    const { reporter, passes } = reporterOf();
    reporter.wake();
    reporter.wake();
    reporter.wake();
    expect(passes).toHaveLength(1);
    passes[0]?.(delivered);
    await vi.waitFor(() => expect(passes).toHaveLength(2));
    passes[1]?.(delivered);
    await reporter.idle();
    expect(passes).toHaveLength(2);
  });

  it('that failed are tried again, each time later, at once after the next change, and not after the end', async () => {
    const { reporter, passes } = reporterOf();
    const fail = async () => {
      passes.at(-1)?.(failed);
      await reporter.idle();
    };
    reporter.wake();
    for (const [times, wait] of [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000].entries()) {
      await fail();
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(passes).toHaveLength(times + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(passes).toHaveLength(times + 2);
    }
    await fail();
    reporter.wake();
    expect(passes).toHaveLength(10);
    passes.at(-1)?.(delivered);
    await reporter.idle();
    reporter.wake();
    await fail();
    // It begins anew after one that went well.
    await vi.advanceTimersByTimeAsync(1000);
    expect(passes).toHaveLength(12);
    await fail();
    await reporter.close();
    reporter.wake();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(passes).toHaveLength(12);
  });
});
