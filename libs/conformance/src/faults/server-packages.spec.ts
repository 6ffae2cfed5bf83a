import { describe } from 'vitest';
import { itCatches, writing, type Package2Body, type ServerFault } from './server-faults.js';
import type { ModelPart } from './server-model-multipart.js';
import type { ModelCommand, ModelDevice } from './server-model-device.js';
import { Refusal, type ModelRequest } from './server-model-endpoint.js';
import { ServerModel } from './server-model.js';

const PACKAGES: readonly ServerFault[] = [
  [
    'puts parameters in another order',
    writing((body) => ({ ...body, CMD: body.CMD.map(([name = '', ...rest]) => [name, ...rest.reverse()]) })),
    /^(HGET|HPUT|HPOST|EXEC|DEFAULT|SUB) is sent with its parameters/,
  ],
  [
    'leaves out an optional parameter',
    writing((body) => ({
      ...body,
      CMD: body.CMD.map((command) =>
        ['HGET', 'EXEC'].includes(command[0] ?? '') ? command.slice(0, 2) : command,
      ),
    })),
    /^(HGET|EXEC) is sent with its parameters/,
  ],
  [
    'writes command names in small letters',
    writing((body) => ({
      ...body,
      CMD: body.CMD.map(([name = '', ...rest]) => [name.toLowerCase(), ...rest]),
    })),
    /is sent with its parameters|^Package#2 is JSON/,
  ],
  [
    'sends commands as objects',
    writing((body) => ({ ...body, CMD: body.CMD.map((command) => ({ command })) })),
    /^Package#2 is JSON/,
  ],
  [
    'sends END twice',
    writing((body) => ({ ...body, CMD: [...body.CMD, ...body.CMD] })),
    /^Last commands travel/,
  ],
  [
    'sends a status for each command before',
    writing((body) => ({ ...body, Status: [{ sc: 200 }, { sc: 200 }] })),
    /^A session goes from Package#1|^Package#2 is (JSON|the same)/,
  ],
  [
    'answers alerts',
    class extends ServerModel {
      private received = 0;
      protected override takeAlerts(device: ModelDevice, alerts: unknown): void {
        this.received = (alerts as unknown[]).length;
        super.takeAlerts(device, alerts);
      }
      protected override package2(device: ModelDevice): unknown {
        const Status = Array.from({ length: this.received + 1 }, () => ({ sc: 200 }));
        return { ...(super.package2(device) as Package2Body), Status };
      }
    },
    /^Package#2 is the same whether alerts|is passed over in silence$/,
  ],
  [
    'sends a Status although it is told not to',
    writing((body) => ({ ...body, Status: [{ sc: 200 }] })),
    /^A server that is told to keep to the technical/,
  ],
  [
    'takes fewer statuses than commands',
    class extends ServerModel {
      protected override receive(
        device: ModelDevice,
        json: Readonly<Record<string, unknown>>,
        data: Map<number, unknown>,
      ): void {
        const given = Array.isArray(json['Status']) ? (json['Status'] as unknown[]) : [];
        const Status = (device.sent ?? []).map((_one, i) => given[i] ?? { sc: 200 });
        super.receive(device, { ...json, Status }, data);
      }
    },
    /^A Package#3 with too (few|many)/,
  ],
  [
    'knows only the schema of statuses',
    class extends ServerModel {
      protected override statusOf(status: unknown): { sc: number; URI?: readonly string[] } {
        if (typeof status !== 'object' || Array.isArray(status)) throw new Refusal(400);
        return super.statusOf(status);
      }
    },
    /^A Package#3 with (bare numbers|arrays|all three)/,
  ],
  [
    'ends the session over a refused package',
    class extends ServerModel {
      protected override exchange(request: ModelRequest): { json: unknown; cookie: string } {
        try {
          return super.exchange(request);
        } catch (error) {
          for (const device of this.devices.values()) device.sent = undefined;
          throw error;
        }
      }
    },
    /is refused and the session stays as it was$/,
  ],
  [
    'takes data by its order, not by its name',
    class extends ServerModel {
      protected override dataOf(parts: readonly ModelPart[]): Map<number, unknown> {
        return super.dataOf(parts.map((part, i) => ({ ...part, name: String(i) })));
      }
    },
    /^Data of each GET is told|whose data comes in another order/,
  ],
  [
    'silently cuts a part that is big',
    class extends ServerModel {
      protected override dataOf(parts: readonly ModelPart[]): Map<number, unknown> {
        return super.dataOf(parts.map((part) => ({ ...part, body: part.body.subarray(0, 1_000_000) })));
      }
    },
    /^Big data of a GET/,
  ],
  [
    'keeps only the first of several items',
    class extends ServerModel {
      protected override learn(device: ModelDevice, one: ModelCommand): void {
        if (Array.isArray(one.data)) one.data = one.data.slice(0, 1);
        super.learn(device, one);
      }
    },
    /^A GET with a wildcard/,
  ],
];

describe('a faulty server is caught when it', () => {
  itCatches(PACKAGES);
});
