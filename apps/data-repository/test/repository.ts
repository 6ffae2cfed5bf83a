import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createTestDatabase } from '@dm2/cluster';
import {
  signObjectUrl,
  verifyEvent,
  type DmEvent,
  type ObjectMethod,
  type RunningService,
} from '@dm2/service';
import { configSchema } from '../src/config.js';
import { startDataRepository } from '../src/data-repository.js';
import { Objects } from '../src/objects/objects.js';

/** A repository on a database of its own, and whoever its events are reported to. */
export interface TestRepository {
  readonly url: string;
  readonly token: string;
  readonly events: DmEvent[];
  readonly objects: Objects;
  readonly environment: Record<string, string>;
  event(matches: (event: DmEvent) => boolean): Promise<DmEvent>;
  sign(method: ObjectMethod, object: string, options?: { devId?: string; expiresIn?: number }): string;
  upload(name: string, body: Uint8Array<ArrayBuffer> | string, type?: string): Promise<Response>;
  /** A request to the management API, with its token. */
  api(method: string, path: string, body?: unknown): Promise<Response>;
  accesses(query?: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export const DEVICE = 'IMEI:490154203237518';

export async function startTestRepository(options: Record<string, string> = {}): Promise<TestRepository> {
  const database = await createTestDatabase('data-repository');
  const folder = mkdtempSync(join(tmpdir(), 'dm2-repository-'));
  const receiver = await receiveEvents();
  const key = randomBytes(32);
  const token = randomBytes(24).toString('base64url');
  const environment = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    REPOSITORY_API_TOKEN: token,
    REPOSITORY_URL_KEY: key.toString('base64'),
    EVENTS_URL: receiver.url,
    INTERNAL_EVENTS_SECRET: receiver.secret,
    OBJECT_DIR: join(folder, 'objects'),
    ...options,
  };
  const authorization = `Bearer ${token}`;
  const service: RunningService = await startDataRepository(configSchema.parse(environment));
  const { url } = service;
  return {
    url,
    token,
    environment,
    events: receiver.events,
    objects: service.app.get(Objects),
    event: receiver.event,
    sign: (method, object, { devId = DEVICE, expiresIn = 60_000 } = {}) =>
      signObjectUrl({ base: url, method, object, devId, expiresAt: new Date(Date.now() + expiresIn) }, key),
    upload: (name, body, type = 'application/octet-stream') =>
      fetch(`${url}/api/v1/objects/${name}`, {
        method: 'PUT',
        headers: { authorization, 'content-type': type },
        body,
      }),
    api: (method, path, body) =>
      fetch(`${url}/api/v1${path}`, {
        method,
        headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    accesses: async (query = '') => {
      const response = await fetch(`${url}/api/v1/access${query}`, {
        headers: { authorization },
      });
      return ((await response.json()) as { items: Record<string, unknown>[] }).items;
    },
    async close() {
      await service.close();
      receiver.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function receiveEvents(): Promise<{
  url: string;
  secret: string;
  events: DmEvent[];
  event: (matches: (event: DmEvent) => boolean) => Promise<DmEvent>;
  close: () => void;
}> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const events: DmEvent[] = [];
  const waiting = new Set<() => void>();
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      events.push(verifyEvent(request.headers, Buffer.concat(chunks).toString('utf8'), secret));
      response.writeHead(204).end();
      for (const look of waiting) look();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/internal/events`,
    secret,
    events,
    event: (matches) =>
      new Promise((resolve) => {
        const look = () => {
          const found = events.find(matches);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
