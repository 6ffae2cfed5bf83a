import type { z } from 'zod';
import { LauncherError } from './launcher-error.js';

/** One component's HTTP interface, as its clients use it. */
export class Api {
  constructor(
    private readonly title: string,
    private readonly base: string,
    private readonly token?: string,
  ) {}

  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const response = await this.request('GET', path);
    return schema.parse(await response.json());
  }

  async send<T>(
    method: 'POST' | 'PUT' | 'PATCH',
    path: string,
    body: unknown,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const response = await this.request(method, path, JSON.stringify(body), 'application/json');
    const text = await response.text();
    return schema.parse(text === '' ? undefined : JSON.parse(text));
  }

  async upload(path: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.request('PUT', path, body, 'application/octet-stream');
  }

  /** Calls back with each event's type until the signal is aborted; comes back by itself when the connection is lost. */
  async follow(path: string, onEvent: () => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const response = await fetch(this.base + path, {
          headers: { ...this.authorization(), accept: 'text/event-stream' },
          signal,
        });
        if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
        for await (const _chunk of response.body) onEvent();
      } catch {
        if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }

  /** @throws {LauncherError} with what the other side said, status codes in `allow` excepted */
  async request(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    contentType?: string,
    allow: readonly number[] = [],
  ): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(this.base + path, {
        method,
        headers: { ...this.authorization(), ...(contentType ? { 'content-type': contentType } : {}) },
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.timeout(60_000),
      });
    } catch (cause) {
      throw new LauncherError(`The ${this.title} at ${this.base} does not answer; is it running?`, { cause });
    }
    if (response.ok || allow.includes(response.status)) return response;
    throw new LauncherError(
      `The ${this.title} refused ${method} ${path.split('?')[0] ?? path}: ${await problemOf(response)}`,
    );
  }

  private authorization(): Record<string, string> {
    return this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
  }
}

async function problemOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { title, detail } = JSON.parse(text) as { title?: string; detail?: string };
    return `${response.status} ${detail ?? title ?? ''}`.trim();
  } catch {
    return `${response.status} ${text.slice(0, 200)}`.trim();
  }
}
