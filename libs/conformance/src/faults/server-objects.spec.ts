import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DescribedTree } from '../subjects.js';
import { itCatches, judged, writing, type ServerFault } from './server-faults.js';
import type { ModelCommand, ModelDevice } from './server-model-device.js';
import { ServerModel } from './server-model.js';

/** A server that changes parameters of commands. */
function rewriting(change: (parameter: string) => string): new () => ServerModel {
  return writing((body) => ({
    ...body,
    CMD: body.CMD.map(([name = '', ...rest]) => [name, ...rest.map(change)]),
  }));
}

/** A server that changes what it tells of the data of a GET. */
function telling(change: (data: unknown) => unknown): new () => ServerModel {
  return class extends ServerModel {
    protected override learn(device: ModelDevice, one: ModelCommand): void {
      super.learn(device, one);
      if (one.data !== undefined) one.data = change(one.data);
    }
  };
}

function withText(data: unknown, change: (json: string) => string): unknown {
  return JSON.parse(change(JSON.stringify(data))) as unknown;
}

const ADDRESSING: readonly ServerFault[] = [
  [
    'decodes percent-encoding',
    rewriting((uri) => uri.replace(/%([0-7][0-9A-F])/g, (all) => decodeURIComponent(all))),
    /^A ClientURI is sent as|percent-encoded nv/,
  ],
  [
    'encodes parentheses',
    rewriting((uri) => uri.replace(/\((.)\)/g, '%28$1%29')),
    /^A ClientURI with (x-name|several)/,
  ],
  [
    'fills in the only instance',
    rewriting((uri) => uri.replace(/^(urn:[^/]+)\/\//, '$1/one/')),
    /^A ClientURI is sent as/,
  ],
  [
    'drops fields that it does not know',
    rewriting((uri) => uri.replace(/x-vendor=1&/, '')),
    /fields of a vendor/,
  ],
  [
    'encodes brackets in a ServerURI',
    rewriting((uri) => uri.replaceAll('[', '%5B').replaceAll(']', '%5D')),
    /left for the client to replace$|^A ServerURI is sent/,
  ],
  ['puts the DevID in itself', rewriting((uri) => uri.replaceAll('[DevID]', 'urn:model:1')), /^\[DevID\]/],
  [
    'sends whatever is queued',
    class extends ServerModel {
      protected override checkCommand(): void {
        return;
      }
    },
    /^What is no ClientURI/,
  ],
];

const CACHE: readonly ServerFault[] = [
  [
    'never sends a validator',
    class extends ServerModel {
      protected override validated(_device: ModelDevice, command: readonly string[]): readonly string[] {
        return command;
      }
    },
    /^A validator (that was told|travels|belongs)/,
  ],
  [
    'sends a validator as it is',
    class extends ServerModel {
      protected override encodeValidator(cv: string): string {
        return cv;
      }
    },
    /^A validator that was told/,
  ],
  [
    'encodes a validator twice',
    class extends ServerModel {
      protected override encodeValidator(cv: string): string {
        return encodeURIComponent(encodeURIComponent(cv));
      }
    },
    /^A validator that was told/,
  ],
  [
    'sends the validator of one instance with another',
    class extends ServerModel {
      protected override validated(device: ModelDevice, command: readonly string[]): readonly string[] {
        const [known] = device.copies.values();
        return known && command[0] === 'GET'
          ? command.map((uri, i) => (i === 0 ? uri : `${uri}?cv=${this.encodeValidator(known.cv)}`))
          : command;
      }
    },
    /^Where no validator is known|^One validator does not stand/,
  ],
  [
    'sends a validator with commands that do not read',
    class extends ServerModel {
      protected override readsFrom(): number {
        return 1;
      }
    },
    /^A validator is no business/,
  ],
  [
    'keeps the validator it heard first',
    class extends ServerModel {
      protected override learn(device: ModelDevice, one: ModelCommand): void {
        const before = [...device.copies];
        super.learn(device, one);
        for (const [key, copy] of before) device.copies.set(key, copy);
      }
    },
    /^When the instance has changed/,
  ],
  [
    'takes 304 for a failure',
    class extends ServerModel {
      protected override isSuccess(status: number): boolean {
        return status >= 200 && status < 300;
      }
    },
    /^A validator that was told|^A cv that the operator/,
  ],
];

const DATA: readonly ServerFault[] = [
  [
    'makes text of every value',
    telling((data) => withText(data, (json) => json.replace(/:(true|false|null|-?\d[\d.e+-]*)/g, ':"$1"'))),
    /^Nodes of every format|^Session Information/,
  ],
  [
    'loses nodes without children',
    telling((data) => withText(data, (json) => json.replace(/"\w+":\{\},/g, ''))),
    /^Nodes of every format|^DevInfo is read/,
  ],
  [
    'corrects a MOID that it finds odd',
    telling((data) => withText(data, (json) => json.replaceAll('"oma:mo:', '"urn:oma:mo:'))),
    /^DevInfo is read as oma:mo/,
  ],
  [
    'takes 403 for a success',
    class extends ServerModel {
      protected override isSuccess(): boolean {
        return true;
      }
    },
    /^403 means|^Every status that/,
  ],
  [
    'forgets where HGET put its data',
    class extends ServerModel {
      protected override statusOf(status: unknown): { sc: number } {
        return { sc: super.statusOf(status).sc };
      }
    },
    /^Where the client put data/,
  ],
];

describe('a faulty server is caught when it', () => {
  itCatches([...ADDRESSING, ...CACHE, ...DATA]);
});

describe('a server that misreads device descriptions is caught when it', () => {
  const server = new ServerModel();
  beforeAll(() => server.start());
  afterAll(() => server.stop());
  const titlesPassed = async (tree: DescribedTree | undefined): Promise<string[]> => {
    const describe = () => Promise.resolve(tree);
    const results = await judged(/device description/, () => ({ ...server.subject(), describe }));
    return results.flatMap(({ title, outcome }) => (outcome === 'passed' ? [title] : []));
  };

  it('takes everything and understands nothing', async () => {
    expect(await titlesPassed({ verDTD: '', nodes: [] })).toEqual([]);
  });
  it('refuses everything', async () => {
    const found = await titlesPassed(undefined);
    expect(found.filter((title) => !title.endsWith('is refused'))).toEqual([]);
  });
});
