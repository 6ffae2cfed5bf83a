import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What devices may send to one name, whether or not there is an object yet. */
@Entity('object_policy')
export class ObjectPolicy {
  @PrimaryColumn({ type: 'text' }) name!: string;
  /** Media types, in the grammar of `Accept`. */
  @Column({ type: 'text' }) accepts!: string;
}
