import type pg from 'pg';

/** The channel on which a transaction tells what answers that are held back wait for; one for each schema. */
export function holdChannel(schema: string): string {
  return `${schema}.feedback`;
}

/**
 * Tells every instance that an answer held back may have something to send: feedback of a UI session, by the UI session's id, or
 * work for a device, by the device's key. Heard when the transaction commits. Packages never send it.
 */
export class HoldNews {
  constructor(private readonly schema: string) {}

  async tell(client: Pick<pg.ClientBase, 'query'>, topic: string): Promise<void> {
    await client.query('SELECT pg_notify($1, $2)', [holdChannel(this.schema), topic]);
  }
}
