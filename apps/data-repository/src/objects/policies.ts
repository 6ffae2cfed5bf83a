import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '@dm2/service';
import type { DataSource } from 'typeorm';
import type { Config } from '../config.js';
import { ObjectPolicy } from '../database/entities/object-policy.entity.js';
import { CONFIG, DATABASE } from '../tokens.js';
import { checkName } from './object-name.js';

/** The media types that a name takes, and whether they are its own or those of the whole repository. */
export interface Policy {
  readonly name: string;
  readonly accepts: string[];
  readonly isDefault: boolean;
}

/** Which media types devices may send, name by name (TS 5.5); without a policy of its own a name takes ACCEPTED_TYPES. */
@Injectable()
export class Policies {
  constructor(
    @Inject(DATABASE) private readonly database: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** What goes into `OMADM-Accept`. */
  async acceptOf(name: string): Promise<string> {
    return (await this.find(name))?.accepts ?? this.config.ACCEPTED_TYPES;
  }

  async get(name: string): Promise<Policy> {
    checkName(name);
    const own = await this.find(name);
    return describe(name, own?.accepts ?? this.config.ACCEPTED_TYPES, own === null);
  }

  async put(name: string, accepts: readonly string[]): Promise<Policy> {
    checkName(name);
    const policy = { name, accepts: accepts.join(', ') };
    await this.database.getRepository(ObjectPolicy).upsert(policy, ['name']);
    return describe(name, policy.accepts, false);
  }

  /** @throws Problem 404 */
  async remove(name: string): Promise<void> {
    checkName(name);
    const { affected } = await this.database.getRepository(ObjectPolicy).delete({ name });
    if (affected === 0)
      throw new Problem(404, {
        code: 'policy-unknown',
        field: 'name',
        detail: `"${name}" has no policy of its own`,
      });
  }

  private find(name: string): Promise<ObjectPolicy | null> {
    return this.database.getRepository(ObjectPolicy).findOneBy({ name });
  }
}

const describe = (name: string, accepts: string, isDefault: boolean): Policy => ({
  name,
  accepts: accepts.split(',').map((type) => type.trim()),
  isDefault,
});
