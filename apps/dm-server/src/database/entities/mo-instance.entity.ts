import type { MoValue } from '@dm2/protocol';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is known of one management object instance of a device's tree. */
@Entity({ name: 'mo_instance' })
export class MoInstanceEntity {
  @PrimaryColumn({ name: 'device_key', type: 'text' })
  deviceKey!: string;

  @PrimaryColumn({ name: 'moid', type: 'text' })
  moid!: string;

  @PrimaryColumn({ name: 'miid', type: 'text' })
  miid!: string;

  @Column({ name: 'root_name', type: 'text', nullable: true })
  rootName!: string | null;

  @Column({ name: 'tree', type: 'jsonb', nullable: true })
  tree!: MoValue | null;

  /** There only while `tree` is the whole instance, read together with it. */
  @Column({ name: 'cv', type: 'text', nullable: true })
  cv!: string | null;

  @Column({ name: 'ddf', type: 'text', nullable: true })
  ddf!: string | null;

  @Column({ name: 'listed_at', type: 'timestamptz', precision: 3, nullable: true })
  listedAt!: Date | null;

  @Column({ name: 'read_at', type: 'timestamptz', precision: 3, nullable: true })
  readAt!: Date | null;
}
