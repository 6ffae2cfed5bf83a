import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bytes } from './bytes.js';

/** One access of a device to an object (step 6.1), recorded when it is over. */
@Entity('access')
@Index('access_device', ['devId', 'id'])
@Index('access_object', ['object', 'id'])
@Index('access_time', ['at'])
export class AccessRecord {
  /** Sorts by time. */
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) at!: Date;
  @Column({ type: 'text', name: 'dev_id' }) devId!: string;
  @Column({ type: 'text' }) method!: 'GET' | 'HEAD' | 'PUT' | 'POST';
  @Column({ type: 'text' }) object!: string;
  @Column({ type: 'integer' }) status!: number;
  /** Of the body, as far as it came. */
  @Column({ type: 'bigint', transformer: bytes }) bytes!: number;
  /** Whether it came to its end. */
  @Column({ type: 'boolean' }) complete!: boolean;
  @Column({ type: 'text', name: 'content_type', nullable: true }) contentType!: string | null;
  /** The `Range` header. */
  @Column({ type: 'text', nullable: true }) range!: string | null;
}
