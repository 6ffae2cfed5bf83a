import { describe } from 'vitest';
import { itCatches, writing, type Package2Body, type ServerFault } from './server-faults.js';
import type { ModelDevice } from './server-model-device.js';
import { Refusal, type ModelRequest } from './server-model-endpoint.js';
import { ServerModel } from './server-model.js';

const SESSION: readonly ServerFault[] = [
  [
    'never ends the session',
    writing((body) => ({ ...body, CMD: [['GET', 'urn:x//']] })),
    /^With nothing to do/,
  ],
  [
    'keeps the session open after END',
    class extends ServerModel {
      protected override package2(device: ModelDevice): unknown {
        const body = super.package2(device);
        device.sent ??= [];
        return body;
      }
      protected override receive(): void {
        return;
      }
    },
    /^A session goes from Package#1/,
  ],
  [
    'takes the late answer of a session before',
    class extends ServerModel {
      protected override checkSession(): void {
        return;
      }
    },
    /^Package#1 begins anew/,
  ],
  [
    'knows a session by its cookie alone',
    class extends ServerModel {
      protected override checkSession(device: ModelDevice, cookie: string | undefined): void {
        if (cookie === undefined) throw new Refusal(400);
        super.checkSession(device, cookie);
      }
    },
    /^A client that keeps no cookies/,
  ],
  [
    'mixes two devices',
    class extends ServerModel {
      protected override package2(): unknown {
        const [first] = this.devices.values();
        return super.package2(first as ModelDevice);
      }
    },
    /^Sessions of two devices/,
  ],
  [
    'forgets what was not answered',
    class extends ServerModel {
      protected override open(device: ModelDevice, json: Readonly<Record<string, unknown>>): void {
        for (const one of device.sent ?? []) Object.assign(one, { state: 'answered', status: 200 });
        device.sent = [];
        super.open(device, json);
      }
    },
    /^What was never answered/,
  ],
  [
    'repeats an EXEC by itself',
    class extends ServerModel {
      protected override open(device: ModelDevice, json: Readonly<Record<string, unknown>>): void {
        device.packages.unshift(...(device.sent?.length ? [device.sent] : []));
        device.sent = [];
        super.open(device, json);
      }
    },
    /^What was never answered/,
  ],
  [
    'loses what is queued during a session',
    class extends ServerModel {
      protected override queue(
        device: ModelDevice,
        packages: readonly (readonly (readonly string[])[])[],
        final: readonly (readonly string[])[],
      ): void {
        if (!device.sent) super.queue(device, packages, final);
      }
    },
    /^Commands that are queued while/,
  ],
  [
    'waits for the user of a SHOW',
    class extends ServerModel {
      private shown = false;
      protected override package2(device: ModelDevice): unknown {
        if (this.shown) return { CMD: [] };
        const body = super.package2(device) as Package2Body;
        this.shown = body.CMD.some(([name]) => name === 'SHOW');
        return body;
      }
    },
    /^The session goes on while nobody has answered/,
  ],
  [
    'does not know the endpoint that CONT names',
    class extends ServerModel {
      protected override exchange(request: ModelRequest): { json: unknown; cookie: string } {
        if (request.path === '/elsewhere') throw new Refusal(404);
        return super.exchange(request);
      }
    },
    /^A session that CONT has moved/,
  ],
];

describe('a faulty server is caught when it', () => {
  itCatches(SESSION);
});
