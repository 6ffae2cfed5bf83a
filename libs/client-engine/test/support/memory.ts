import { createHash } from 'node:crypto';
import {
  DeviceFullError,
  type Blob,
  type BlobStore,
  type DeviceStore,
  type RepositoryResponse,
  type RepositoryTransport,
  type StoredDevice,
} from '../../src/index.js';

/** A store that survives what the test does to the device, and may refuse a commit. */
export class MemoryStore implements DeviceStore {
  /** What a restart would find. */
  kept: string | undefined;
  commits = 0;
  /** Called before a commit; what it throws is a commit that failed. */
  before: (commit: number) => void = () => undefined;

  async load(): Promise<StoredDevice | undefined> {
    return this.kept === undefined ? undefined : (JSON.parse(this.kept) as StoredDevice);
  }

  async commit(state: StoredDevice): Promise<void> {
    this.before(this.commits + 1);
    this.commits += 1;
    this.kept = JSON.stringify(state);
  }
}

export class MemoryBlobs implements BlobStore {
  readonly all = new Map<string, Buffer>();

  constructor(private readonly capacity = Infinity) {}

  async write(chunks: AsyncIterable<Uint8Array>): Promise<Blob> {
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > this.capacity) throw new DeviceFullError('no room');
      parts.push(chunk);
    }
    const bytes = Buffer.concat(parts);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.all.set(sha256, bytes);
    return { sha256, size };
  }

  async *read(sha256: string): AsyncGenerator<Uint8Array> {
    const bytes = this.all.get(sha256);
    if (!bytes) throw new Error(`no blob ${sha256}`);
    yield bytes;
  }

  async keepOnly(wanted: ReadonlySet<string>): Promise<void> {
    for (const sha256 of this.all.keys()) if (!wanted.has(sha256)) this.all.delete(sha256);
  }
}

/** What a repository has at a path, or answers there. */
export interface Resource {
  readonly status?: number;
  readonly contentType?: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Uploaded {
  readonly method: string;
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}

/** A Data Repository in memory; `answer` may decide on an upload. */
export class MemoryRepository implements RepositoryTransport {
  readonly resources = new Map<string, Resource>();
  readonly uploads: Uploaded[] = [];
  readonly fetched: string[] = [];
  answer: (upload: Uploaded) => Resource = () => ({ status: 204 });

  async get(url: string): Promise<RepositoryResponse> {
    this.fetched.push(url);
    const resource = this.resources.get(new URL(url).pathname);
    if (!resource) return response({ status: 404 });
    return response({ status: 200, ...resource });
  }

  async send(
    method: 'PUT' | 'POST',
    url: string,
    headers: Readonly<Record<string, string>>,
    body: { readonly chunks: AsyncIterable<Uint8Array> },
  ): Promise<RepositoryResponse> {
    const parts: Uint8Array[] = [];
    for await (const chunk of body.chunks) parts.push(chunk);
    const upload = {
      method,
      url,
      contentType: headers['content-type'] ?? '',
      body: Buffer.concat(parts).toString('utf8'),
    };
    this.uploads.push(upload);
    return response(this.answer(upload));
  }
}

function response({ status = 200, contentType, body = '', headers = {} }: Resource): RepositoryResponse {
  return {
    status,
    headers: { ...(contentType === undefined ? {} : { 'content-type': contentType }), ...headers },
    body: (async function* () {
      yield typeof body === 'string' ? new TextEncoder().encode(body) : body;
    })(),
  };
}
