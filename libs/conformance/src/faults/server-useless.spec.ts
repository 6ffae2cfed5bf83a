import { describe, expect, it } from 'vitest';
import { judged } from './server-faults.js';
import type { ModelDevice } from './server-model-device.js';
import { Refusal } from './server-model-endpoint.js';
import { ServerModel } from './server-model.js';

class Useless extends ServerModel {
  protected override async sendNotification(): Promise<void> {
    return Promise.reject(new Error('this server sends no Package#0'));
  }
}

class Broken extends Useless {
  protected override exchange(): never {
    throw new Refusal(500);
  }
}

class Mute extends Useless {
  protected override exchange(): { json: unknown; cookie: string } {
    return { json: { CMD: [['END']] }, cookie: 'session=1' };
  }
}

class Closed extends Useless {
  protected override admit(): ModelDevice {
    throw new Refusal(401, this.challenge());
  }
}

/** Useless servers, and the few cases that they rightly pass: each does one of the things that must be done. */
const USELESS: readonly (readonly [what: string, server: new () => ServerModel, rightly: RegExp])[] = [
  ['fails at everything', Broken, /^ANY_AVAILABLE never/],
  [
    'says END to everything',
    Mute,
    /^ANY_AVAILABLE never|^With nothing to do|^An alert without AlertType|^A device authenticates/,
  ],
  [
    'lets nobody in',
    Closed,
    /^ANY_AVAILABLE never|^A Package#1 .* opens none$|^A Package#3 without a session|^OMADM-Accept names|^A format that the server/,
  ],
];

describe('no case is passed for nothing, by a server that', () => {
  it.each(USELESS)('%s', async (_what, Server, rightly) => {
    const server = new Server();
    await server.start();
    const results = await judged(/./, () => server.subject());
    await server.stop();
    expect(results.filter(({ outcome, title }) => outcome === 'passed' && !rightly.test(title))).toEqual([]);
  });
});
