import {
  decodeRequest,
  encodePackage2,
  MEDIA,
  MOID,
  STANDARD_DDFS,
  type Package1,
  type RawCommand,
} from '@dm2/protocol';
import {
  accountNode,
  accountsOf,
  addInstance,
  BrowserError,
  createObjects,
  DeviceState,
  EMPTY_DEVICE,
  grant,
  interiorNode,
  reportChanges,
  requestObject,
  runPendingExecutions,
  runSession,
  serverAuthority,
  type Account,
  type Descriptions,
  type DevicePorts,
  type DmRequest,
  type LeafValue,
  type ObjectCreation,
  type ReportPass,
  type SessionReport,
  type StoredDevice,
  type StoredNode,
} from '../../src/index.js';
import { MemoryBlobs, MemoryRepository, MemoryStore } from './memory.js';

const leaf = (value: LeafValue): StoredNode => ({ value });
export const interior = (children: Record<string, StoredNode>): StoredNode =>
  interiorNode(Object.entries(children));

export const DEMO = MOID.demo;
export const DAC = MOID.accessControl;
export const ENDPOINT = 'https://server.example/dm';

/** What one command of a package came to. */
export interface Result {
  readonly status: number;
  readonly uris: readonly string[];
  /** Data of a GET, as text. */
  readonly data?: string;
}

/** What a server answers. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Uint8Array;
}

export const package2 = (...commands: readonly RawCommand[]): Uint8Array =>
  encodePackage2({ CMD: commands }).body;

export interface NewDevice {
  /** `SrvID` and the MOIDs of each server; one with all, unless told otherwise. */
  readonly servers?: Readonly<Record<string, readonly string[]>>;
  /** Rights of servers on the demo object; all for every server, unless told otherwise. */
  readonly demoRights?: Readonly<Record<string, number>>;
  readonly accessControl?: boolean;
  readonly room?: number;
  readonly descriptions?: Descriptions;
  readonly ports?: Partial<DevicePorts>;
}

/** A device of the standard objects, in memory. */
export class TestDevice {
  readonly repository = new MemoryRepository();
  readonly blobs = new MemoryBlobs();
  readonly store = new MemoryStore();
  readonly log: string[] = [];
  readonly package1s: Package1[] = [];
  readonly urls: string[] = [];
  readonly opened: string[] = [];
  state!: DeviceState;

  private constructor(private readonly options: NewDevice) {}

  static async create(options: NewDevice = {}): Promise<TestDevice> {
    const device = new TestDevice(options);
    await device.restart();
    return device;
  }

  /** As after a loss of power: only what was committed is there. */
  async restart(): Promise<void> {
    this.state = await DeviceState.open(
      this.store,
      this.blobs,
      (stored) => stored ?? manufactured(this.options),
      this.options.room,
    );
  }

  get ports(): DevicePorts {
    return {
      blobs: this.blobs,
      repository: this.repository,
      browser: {
        adapter: 'test',
        open: async (url) => {
          if (url.includes('none')) throw new BrowserError('none', 'there is no browser');
          if (url.includes('failed')) throw new BrowserError('failed', 'it did not start');
          this.opened.push(url);
        },
      },
      behaviour: {
        find: (moid, path) =>
          moid === DEMO && path[0] === 'Actions'
            ? {
                run: () => ({ status: path[1] === 'Reset' ? 200 : 500 }),
                alert: (_target, status) => ({
                  AlertType: 'urn:dm2:at:demo:1.0',
                  DataType: 'application/json',
                  Data: { result: status },
                }),
              }
            : undefined,
      },
      clock: { now: () => new Date(0) },
      log: { record: ({ type, data }) => this.log.push(`${type} ${JSON.stringify(data)}`) },
      descriptions: this.options.descriptions ?? STANDARD_DDFS,
      serverUriValues: () => ({}),
      newSessionName: () => 's',
      transport: { post: () => Promise.reject(new Error('no session')) },
      ...this.options.ports,
    };
  }

  account(srvId = 'dms1'): Account {
    const account = accountsOf(this.state.current).find((candidate) => candidate.srvId === srvId);
    if (!account) throw new Error(`no account of ${srvId}`);
    return account;
  }

  /** A session with these packages of commands, and END. One list of results for each package. */
  async session(packages: readonly (readonly RawCommand[])[], srvId = 'dms1'): Promise<Result[][]> {
    const results: Result[][] = [];
    let next = 0;
    const report = await this.run(srvId, async (request) => {
      this.urls.push(request.url);
      const received = await decodeRequest({
        contentType: request.headers['Content-Type'] ?? '',
        body: request.body,
      });
      if (received.kind === 'package1') this.package1s.push(received);
      else
        results.push(
          received.Status.map(({ sc, URI = [] }, i) => {
            const data = received.data.get(i);
            return {
              status: sc,
              uris: URI,
              ...(data ? { data: Buffer.from(data.bytes).toString('utf8') } : {}),
            };
          }),
        );
      return packages[next++] ?? [['END']];
    });
    if (report.outcome !== 'end') throw new Error(report.reason ?? 'aborted');
    return results;
  }

  /** The results of the commands of one package. */
  async commands(commands: readonly RawCommand[], srvId = 'dms1'): Promise<Result[]> {
    const [results = []] = await this.session([commands], srvId);
    return results;
  }

  async statuses(commands: readonly RawCommand[], srvId = 'dms1'): Promise<number[]> {
    return (await this.commands(commands, srvId)).map(({ status }) => status);
  }

  async report(): Promise<ReportPass> {
    return reportChanges(this.state, this.ports);
  }

  async request(moid: string, appId = 'camera') {
    return requestObject(this.state, { moid, appId }, this.ports);
  }

  /** An application makes objects. */
  async create(items: readonly object[], appId = 'camera'): Promise<ObjectCreation> {
    return createObjects(this.state, { appId, content: Buffer.from(JSON.stringify(items)) }, this.ports);
  }

  async execute(): Promise<void> {
    await runPendingExecutions(this.state, this.ports);
  }

  /** Puts something into the repository; its URL. */
  offer(path: string, body: string | Uint8Array, contentType = 'text/plain'): string {
    this.repository.resources.set(`/${path}`, { body, contentType });
    return `https://repository.example/${path}`;
  }

  offerMo(path: string, items: readonly object[]): string {
    return this.offer(path, JSON.stringify(items), 'application/dmmo+json');
  }

  private async run(
    srvId: string,
    answer: (request: DmRequest) => Promise<readonly RawCommand[]>,
  ): Promise<SessionReport> {
    return this.raw(async (request) => ({ body: package2(...(await answer(request))) }), { srvId });
  }

  /** A session with a server that answers what it likes: 200 and the media type of a Package#2, unless it says otherwise. */
  async raw(
    answer: (request: DmRequest) => Promise<Answer> | Answer,
    { srvId = 'dms1', serverUri }: { srvId?: string; serverUri?: string } = {},
  ): Promise<SessionReport> {
    const where = serverUri === undefined ? {} : { serverUri };
    return runSession(
      this.state,
      { account: this.account(srvId), trigger: { by: 'client', reason: 'test' }, ...where },
      {
        ...this.ports,
        transport: {
          post: async (request) => {
            const { status = 200, headers = {}, body = '' } = await answer(request);
            return {
              status,
              headers: { 'content-type': MEDIA.request, ...headers },
              setCookies: [],
              body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
            };
          },
        },
      },
    );
  }
}

function manufactured({
  servers = { dms1: ['*'] },
  demoRights,
  accessControl = true,
}: NewDevice): StoredDevice {
  let device: StoredDevice = { ...EMPTY_DEVICE, epoch: 'e' };
  const add = (moid: string, name: string, root: StoredNode, miid: string) => {
    device = addInstance(device, moid, name, root, miid).tree;
  };
  add(
    MOID.devInfo,
    'DevInfo',
    interior({
      ...Object.fromEntries(
        ['Man', 'Mod', 'DmV', 'Lang', 'DevType', 'OEM', 'FwV', 'SwV', 'HwV'].map((name) => [
          name,
          leaf(name),
        ]),
      ),
      DevID: leaf('urn:uuid:1'),
    }),
    'devinfo',
  );
  add(
    DEMO,
    'Demo',
    interior({
      Name: leaf('demo'),
      Level: leaf(5),
      Enabled: leaf(true),
      Items: interior({
        first: interior({ Label: leaf('one'), Count: leaf(1) }),
        second: interior({ Label: leaf('two'), Count: leaf(2) }),
      }),
      Actions: interior({ Reset: leaf(null), Fail: leaf(null) }),
    }),
    'demo',
  );
  if (accessControl) add(DAC, 'DacMO', interior({}), 'dac');
  device = grant(device, MOID.devInfo, 'devinfo', '*', 1);
  for (const [srvId, moids] of Object.entries(servers)) {
    const account = accountNode({
      srvId,
      srvUri: `${ENDPOINT}/${srvId}`,
      moids,
      user: 'u',
      password: 'geheim',
    });
    add(MOID.dmAccount, 'DMAcc', account, srvId);
    device = grant(device, MOID.dmAccount, srvId, serverAuthority(srvId));
  }
  for (const [srvId, rights] of Object.entries(demoRights ?? { '*': 15 }))
    device = grant(device, DEMO, 'demo', srvId === '*' ? '*' : serverAuthority(srvId), rights);
  return device;
}
