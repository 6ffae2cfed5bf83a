import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bytes } from './bytes.js';

/** What one PUT or POST brought. */
@Entity('object_version')
@Index('object_version_name', ['name', 'id'])
@Index('object_version_content', ['sha256'])
@Check('object_version_method_check', `method IN ('PUT', 'POST')`)
export class ObjectVersion {
  /** Sorts by time. */
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text' }) name!: string;
  /** The name of its content in the store. */
  @Column({ type: 'text' }) sha256!: string;
  @Column({ type: 'bigint', transformer: bytes }) size!: number;
  @Column({ type: 'text', name: 'content_type' }) contentType!: string;
  @Column({ type: 'text' }) method!: 'PUT' | 'POST';
  /** Who sent it; none if it came by the management API. */
  @Column({ type: 'text', name: 'dev_id', nullable: true }) devId!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
