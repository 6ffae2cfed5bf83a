import type { NextPackage } from '@dm2/server-engine';
import type pg from 'pg';
import type { WaitOutcome, Waiters } from './waiters.js';

/** Waits for a user, or for other work (decision 10): register, look again, sleep. Nothing of the database is held meanwhile. */
export class Hold {
  constructor(
    private readonly pool: pg.Pool,
    private readonly waiters: Waiters,
  ) {}

  async wait(
    deviceKey: string,
    { uiSessionIds, until }: Extract<NextPackage, { kind: 'hold' }>,
    gone: AbortSignal,
  ): Promise<Exclude<WaitOutcome, 'unsure'>> {
    for (;;) {
      const waiter = this.waiters.register([...uiSessionIds, deviceKey]);
      const sleeping = waiter.sleep(Date.parse(until), gone);
      try {
        if (await this.isNews(deviceKey, uiSessionIds)) waiter.wake('news');
      } catch {
        // The database is away: the time decides, and the next reading says what is wrong.
      }
      const outcome = await sleeping;
      if (outcome !== 'unsure') return outcome;
    }
  }

  /** A UI session has ended, or a task was queued since the tasks were last read. */
  private async isNews(deviceKey: string, ids: readonly string[]): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `SELECT 1 FROM ui_session WHERE device_key = $1 AND id = ANY ($2) AND state IN ('finished', 'expired')
       UNION ALL SELECT 1 FROM task WHERE device_key = $1 AND state = 'queued' LIMIT 1`,
      [deviceKey, ids],
    );
    return rowCount !== null && rowCount > 0;
  }
}
