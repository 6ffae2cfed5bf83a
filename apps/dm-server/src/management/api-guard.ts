import { Inject, Injectable } from '@nestjs/common';
import { BearerGuard } from '@dm2/service';
import type { ServerConfig } from '../config.js';
import { CONFIG } from '../tokens.js';

/** Lets in who knows the token of the management API. */
@Injectable()
export class ApiGuard extends BearerGuard {
  constructor(@Inject(CONFIG) config: ServerConfig) {
    super(config.DM_API_TOKEN, 'the token of the management API (DM_API_TOKEN)');
  }
}
