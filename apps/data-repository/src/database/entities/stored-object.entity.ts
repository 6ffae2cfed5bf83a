import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An object: a name and the version that is served. */
@Entity('object')
export class StoredObject {
  @PrimaryColumn({ type: 'text' }) name!: string;
  @Column({ type: 'text', name: 'version_id' }) versionId!: string;
}
