import { Problem } from '@dm2/service';
import pg from 'pg';
import { storableJson } from '../database/storable.js';
import type { Admitted, NotAdmitted } from '../session/stored-state.js';
import type { PresentedCredentials } from './authentication/scheme.js';
import type { ExchangeWrites } from './exchange-writes.js';

/** How `begin` finds the device's state. */
export interface BeginOptions {
  readonly deviceKey: string;
  /** Credentials to check; leave out with `admitted`. */
  readonly credentials?: PresentedCredentials | undefined;
  /** They have been checked in an earlier round of the same exchange. */
  readonly admitted: boolean;
  /** Wait a little for the lock instead of giving up at once. */
  readonly wait: boolean;
  /** The package has alerts: find the EXECs that they may report on. */
  readonly alerts?: boolean;
}

/** The state of a device, under the lock until `commit` or `rollback`. */
export class OpenExchange {
  private open = true;

  constructor(
    private readonly client: pg.PoolClient,
    readonly state: Admitted | NotAdmitted,
  ) {}

  /** Writes everything and commits, in one round trip. */
  async commit(writes: ExchangeWrites): Promise<void> {
    await this.client.query(
      `SELECT commit_exchange(${pg.escapeLiteral(storableJson(writes))}::jsonb); COMMIT`,
    );
    this.release();
  }

  /** Leaves everything as it was. Does nothing after a commit. */
  async rollback(): Promise<void> {
    if (!this.open) return;
    try {
      await this.client.query('ROLLBACK');
      this.release();
    } catch (error) {
      this.release(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private release(broken?: Error): void {
    this.open = false;
    this.client.release(broken);
  }
}

/** Reads and writes what an exchange needs, in two round trips to PostgreSQL (decision 1). */
export class ExchangeStore {
  constructor(private readonly pool: pg.Pool) {}

  /** @throws Problem 409 if another package of the device is in progress. */
  async begin(options: BeginOptions): Promise<OpenExchange> {
    const { deviceKey, credentials, admitted, wait, alerts = false } = options;
    const client = await this.pool.connect();
    try {
      // One message, one round trip: only the simple protocol takes several statements, so values are literals.
      const results = (await client.query(
        `BEGIN; SELECT open_exchange(${[
          literal(deviceKey),
          literal(credentials?.scheme),
          literal(credentials?.name),
          credentials
            ? `ARRAY[${credentials.proofs.map((proof) => literal(proof)).join(', ')}]`
            : 'NULL::text[]',
          String(admitted),
          String(wait),
          String(alerts),
        ].join(', ')}) AS state`,
      )) as unknown as readonly [pg.QueryResult, pg.QueryResult<{ state: Admitted | NotAdmitted }>];
      const state = results[1].rows[0]?.state;
      if (!state) throw new Error('open_exchange answered nothing');
      return new OpenExchange(client, state);
    } catch (error) {
      await giveBack(client);
      if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) throw packageInProgress(error);
      throw error;
    }
  }
}

const LOCK_NOT_AVAILABLE = '55P03';

/** Packages travel one at a time (TS 5.1.1). */
export function packageInProgress(cause?: unknown): Problem {
  return new Problem(409, {
    code: 'package-in-progress',
    field: 'Status',
    clause: 'TS 5.1.1',
    detail: 'the answer to the previous package is still due: packages travel one at a time',
    cause,
  });
}

async function giveBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : new Error(String(error)));
  }
}

function literal(text: string | undefined): string {
  return text === undefined ? 'NULL' : pg.escapeLiteral(text);
}
