import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '@dm2/service';
import type { DataSource } from 'typeorm';
import { UiSession } from '../database/entities/ui-session.entity.js';
import { DATABASE, RUNTIME, type Runtime } from '../tokens.js';

/** An event of a UI session and what became of it. */
interface ReportedEvent {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly sequence: number;
  readonly data: object;
  readonly deliveredAt: Date | null;
  readonly parkedReason: string | null;
}

/** UI sessions as the API shows them. */
@Injectable()
export class UiSessionRecords {
  constructor(
    @Inject(DATABASE) private readonly database: DataSource,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  /** The URL a SHOW carries. */
  urlOf({ token }: UiSession): string {
    return `${this.runtime.publicUrl()}/ui/${token}`;
  }

  /** @throws Problem 404 */
  async get(id: string): Promise<object> {
    const session = await this.database.getRepository(UiSession).findOneBy({ id });
    if (!session)
      throw new Problem(404, {
        code: 'ui-session-unknown',
        field: 'id',
        detail: `there is no UI session "${id}"`,
      });
    return { ...this.describe(session), data: session.data, events: await this.eventsOf(id) };
  }

  /** Newest first. */
  async list(wanted: {
    readonly devId?: string | undefined;
    readonly state?: string | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
  }): Promise<{ items: object[]; next: string | null }> {
    const query = this.database
      .getRepository(UiSession)
      .createQueryBuilder('u')
      .orderBy('u.createdAt', 'DESC')
      .addOrderBy('u.id', 'DESC')
      .take(wanted.limit + 1);
    if (wanted.devId !== undefined) query.andWhere('u.devId = :devId', { devId: wanted.devId });
    if (wanted.state !== undefined) query.andWhere('u.state = :state', { state: wanted.state });
    if (wanted.cursor !== undefined)
      query.andWhere(
        '(u.created_at, u.id) < (SELECT c.created_at, c.id FROM ui_session c WHERE c.id = :cursor)',
        { cursor: wanted.cursor },
      );
    const found = await query.getMany();
    const items = found.slice(0, wanted.limit);
    return {
      items: items.map((session) => this.describe(session)),
      next: found.length > wanted.limit ? (items.at(-1)?.id ?? null) : null,
    };
  }

  describe(session: UiSession): object {
    const { id, state, page, devId, lang, answers, createdAt, expiresAt } = session;
    return {
      id,
      url: this.urlOf(session),
      state,
      page,
      devId,
      lang,
      answers,
      createdAt,
      expiresAt,
    };
  }

  private eventsOf(id: string): Promise<ReportedEvent[]> {
    return this.database.query(
      `SELECT id, body->>'type' AS type, body->>'at' AS at, (body->>'sequence')::int AS sequence, body->'data' AS data,
              delivered_at AS "deliveredAt", parked_reason AS "parkedReason"
         FROM outgoing_event WHERE body->'data'->>'uiSessionId' = $1 ORDER BY sequence`,
      [id],
    );
  }
}
