import type { Remark } from '@dm2/protocol';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A package as it was on the wire. Partitioned by day. */
@Entity({ name: 'package_log' })
export class PackageLogEntity {
  @PrimaryColumn({ name: 'device_key', type: 'text' })
  deviceKey!: string;

  @PrimaryColumn({ name: 'id', type: 'text' })
  id!: string;

  @Column({ name: 'session_id', type: 'text' })
  sessionId!: string;

  @Column({ name: 'number', type: 'smallint' })
  number!: 1 | 2 | 3;

  @Column({ name: 'direction', type: 'text' })
  direction!: 'in' | 'out';

  @Column({ name: 'content_type', type: 'text' })
  contentType!: string;

  @Column({ name: 'headers', type: 'jsonb' })
  headers!: Record<string, string>;

  @Column({ name: 'body', type: 'text' })
  body!: string;

  @Column({ name: 'encoding', type: 'text' })
  encoding!: 'utf8' | 'base64';

  @Column({ name: 'bytes', type: 'integer' })
  bytes!: number;

  @Column({ name: 'remarks', type: 'jsonb' })
  remarks!: Remark[];

  @PrimaryColumn({ name: 'at', type: 'timestamptz', precision: 3 })
  at!: Date;
}
