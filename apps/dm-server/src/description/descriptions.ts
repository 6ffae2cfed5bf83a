import { createHash } from 'node:crypto';
import {
  canonicalMoid,
  ddfObjects,
  formatDdf,
  parseDdfWithRemarks,
  ProtocolError,
  STANDARD_DDFS,
  type Ddf,
  type DdfNode,
  type Remark,
} from '@dm2/protocol';
import { Problem } from '@dm2/service';
import type pg from 'pg';
import { storableText } from '../database/storable.js';

/** The description of a management object (TS 6.4), as this server has it. */
export interface Description {
  readonly moid: string;
  /** `built-in` comes with this server; `operator` was given to it. */
  readonly source: 'built-in' | 'operator';
  readonly ddf: Ddf;
  /** The node that describes the root of an instance. */
  readonly root: DdfNode;
  readonly xml: string;
  readonly etag: string;
  readonly remarks: readonly Remark[];
  readonly storedAt: Date | null;
}

interface Row {
  readonly moid: string;
  readonly xml: string;
  readonly stored_at: Date;
}

/**
 * The descriptions that this server knows: those of the standard objects, and those that operators give, which go before a built-in
 * one of the same MOID. Nothing is fetched from the URLs that devices name: a device could make the server ask anyone.
 */
export class Descriptions {
  private readonly builtIn = new Map<string, Description>();
  /** What was parsed, by digest. Not state: any instance parses the same again. */
  private readonly parsed = new Map<string, Description>();

  constructor(private readonly pool: pg.Pool) {
    for (const [moid, ddf] of STANDARD_DDFS) {
      const description = read(moid, formatDdf(ddf), 'built-in', null);
      if (description) this.builtIn.set(moid, description);
    }
  }

  async all(): Promise<Description[]> {
    const { rows } = await this.pool.query<Row>('SELECT moid, xml, stored_at FROM ddf');
    const byMoid = new Map(this.builtIn);
    for (const description of this.given(rows)) byMoid.set(description.moid, description);
    return [...byMoid.values()].sort((a, b) => (a.moid < b.moid ? -1 : 1));
  }

  /**
   * What describes these objects, by the MOIDs as they are given; those that nobody described are not in it. A standard object in
   * another spelling or version is described by the one that is known.
   */
  async of(moids: readonly string[]): Promise<ReadonlyMap<string, Description>> {
    const { rows } = await this.pool.query<Row>(
      'SELECT moid, xml, stored_at FROM ddf WHERE moid = ANY ($1::text[])',
      [moids.flatMap((moid) => [moid, canonicalMoid(moid)]).filter((moid) => storableText(moid) === moid)],
    );
    const given = new Map(this.given(rows).map((description) => [description.moid, description]));
    return new Map(
      moids.flatMap((moid): [string, Description][] => {
        const known = (name: string) => given.get(name) ?? this.builtIn.get(name);
        const description = known(moid) ?? known(canonicalMoid(moid));
        return description ? [[moid, description]] : [];
      }),
    );
  }

  /** @throws Problem 404 */
  async get(moid: string): Promise<Description> {
    const description = (await this.of([moid])).get(moid);
    if (description?.moid !== moid) throw unknown();
    return description;
  }

  /**
   * Takes a description in, for the object that its root is the description of.
   *
   * @throws Problem 422 with field and clause
   */
  async put(moid: string, xml: string): Promise<{ description: Description; created: boolean }> {
    const description = check(moid, xml);
    const { rows } = await this.pool.query<{ created: boolean }>(
      `INSERT INTO ddf (moid, xml, stored_at) VALUES ($1, $2, $3)
       ON CONFLICT (moid) DO UPDATE SET xml = excluded.xml, stored_at = excluded.stored_at
       RETURNING xmax = 0 AS created`,
      [moid, xml, description.storedAt],
    );
    return { description, created: rows[0]?.created === true };
  }

  /** A built-in description comes back. @throws Problem 404, 409 */
  async remove(moid: string): Promise<void> {
    const { rowCount } = await this.pool.query('DELETE FROM ddf WHERE moid = $1', [moid]);
    if (rowCount === 1) return;
    if (!this.builtIn.has(moid)) throw unknown();
    throw new Problem(409, {
      code: 'ddf-built-in',
      field: 'moid',
      detail: 'this description comes with the server: another can be put in its place, but it stays',
    });
  }

  private given(rows: readonly Row[]): Description[] {
    return rows.flatMap(({ moid, xml, stored_at }) => {
      const key = `${moid}\n${digest(xml)}`;
      const known = this.parsed.get(key) ?? read(moid, xml, 'operator', stored_at);
      if (!known) return [];
      if (this.parsed.size > 200) this.parsed.clear();
      this.parsed.set(key, known);
      return [{ ...known, storedAt: stored_at }];
    });
  }
}

/** `undefined` for what can't be read any more: it was taken in by another version. */
function read(
  moid: string,
  xml: string,
  source: Description['source'],
  storedAt: Date | null,
): Description | undefined {
  try {
    return describe(moid, xml, source, storedAt);
  } catch {
    return undefined;
  }
}

function describe(
  moid: string,
  xml: string,
  source: Description['source'],
  storedAt: Date | null,
): Description {
  const { ddf, remarks } = parseDdfWithRemarks(xml);
  const objects = ddfObjects(ddf);
  const root = objects.get(moid);
  if (!root) {
    const names = [...objects.keys()].map((name) => `"${name.slice(0, 120)}"`).join(', ');
    throw new ProtocolError(
      'malformed-ddf',
      'MgmtTree/Node/DFProperties/DFType/DDFName',
      'TS 6.4',
      names === ''
        ? 'no root has a <DDFName>: it carries the MOID of the object that is described'
        : `this describes ${names}, not "${moid.slice(0, 120)}"`,
    );
  }
  return { moid, source, ddf, root, xml, etag: `"${digest(xml)}"`, remarks, storedAt };
}

function check(moid: string, xml: string): Description {
  if (storableText(xml) !== xml || storableText(moid) !== moid)
    throw new Problem(422, {
      code: 'malformed-ddf',
      field: '',
      clause: 'TS 6.4',
      detail: 'the description has characters that XML does not have',
    });
  try {
    return describe(moid, xml, 'operator', new Date());
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new Problem(422, {
      code: error.code,
      field: error.field,
      clause: error.clause,
      detail: error.message,
      cause: error,
    });
  }
}

function digest(xml: string): string {
  return createHash('sha256').update(xml, 'utf8').digest('base64url');
}

function unknown(): Problem {
  return new Problem(404, { code: 'ddf-unknown', field: 'moid', detail: 'nobody has described this object' });
}
