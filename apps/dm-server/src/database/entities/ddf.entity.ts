import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A description of a management object that an operator gave (TS 6.4). It belongs to no device. */
@Entity({ name: 'ddf' })
export class DdfEntity {
  @PrimaryColumn({ name: 'moid', type: 'text' })
  moid!: string;

  /** The XML as it was given. */
  @Column({ name: 'xml', type: 'text' })
  xml!: string;

  @Column({ name: 'stored_at', type: 'timestamptz', precision: 3 })
  storedAt!: Date;
}
