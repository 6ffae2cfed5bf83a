import { BrowserError, type DeviceLog } from '@dm2/client-engine';
import { Agent, request } from 'undici';
import { SessionProgress } from '../session-progress.js';
import { CookieJar } from '../user/cookie-jar.js';
import { fillForm, valuesByName } from '../user/fill-form.js';
import { readPage, type HtmlPage } from '../user/html-form.js';
import type { DeviceBrowser, UserOptions } from './browser.js';

/** Who is asked more often than this does not come to an end. */
export const MAX_PAGES = 30;
const MAX_REDIRECTS = 10;
const MAX_PAGE_BYTES = 4 * 1024 * 1024;

interface Page extends HtmlPage {
  readonly url: string;
  readonly status: number;
}

/**
 * A Web Browser Component without a browser, and its user: fetches the page, fills its form, submits, and goes on until a page has
 * no form. It runs beside the session, as any user does.
 */
export class ScriptedUser implements DeviceBrowser {
  readonly adapter = 'scripted';
  private readonly running = new Set<Promise<void>>();
  private readonly agent = new Agent({
    headersTimeout: 20_000,
    bodyTimeout: 20_000,
    connectTimeout: 10_000,
  });
  private progress = new SessionProgress();

  constructor(
    private readonly log: DeviceLog,
    private readonly options: UserOptions,
  ) {}

  sessionBegins(progress: SessionProgress): void {
    this.progress = progress;
  }

  async open(url: string): Promise<void> {
    requireHttp(url);
    const visit = this.visit(url, this.progress).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.record({ type: 'browser.failed', data: { url, adapter: this.adapter, reason } });
    });
    this.running.add(visit);
    void visit.finally(() => this.running.delete(visit));
  }

  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  async close(): Promise<void> {
    await this.agent.destroy();
    await this.idle();
  }

  private async visit(start: string, progress: SessionProgress): Promise<void> {
    const { answers, answerAfter, thinkMs } = this.options;
    const cookies = new CookieJar();
    const thinking = answerAfter > 0 ? progress.after(answerAfter, thinkMs) : undefined;
    let page = await this.load(start, 'GET', undefined, cookies);
    await thinking;
    let pages = 1;
    for (; pages <= MAX_PAGES; pages += 1) {
      if (page.status >= 400) throw new Error(`the page "${page.title}" came with status ${page.status}`);
      if (!page.form) {
        if (page.next === undefined) break;
        page = await this.load(page.next, 'GET', undefined, cookies);
        continue;
      }
      const { action, method } = page.form;
      const { entries } = fillForm(page.form, answers);
      this.log.record({
        type: 'browser.answered',
        data: { url: page.url, values: valuesByName(entries) },
      });
      page = await this.load(action, method, entries, cookies);
    }
    if (pages > MAX_PAGES) throw new Error(`there was no end after ${MAX_PAGES} pages`);
    this.log.record({ type: 'browser.closed', data: { url: start, pages } });
  }

  private async load(
    url: string,
    method: 'GET' | 'POST',
    entries: readonly (readonly [string, string])[] | undefined,
    cookies: CookieJar,
  ): Promise<Page> {
    const fields =
      entries &&
      new URLSearchParams(entries.map(([name, value]): [string, string] => [name, value])).toString();
    let target = url;
    let body = method === 'POST' ? (fields ?? '') : undefined;
    if (method === 'GET' && fields !== undefined) {
      const withFields = new URL(url);
      withFields.search = fields;
      target = withFields.href;
    }
    for (let hop = 0; hop < MAX_REDIRECTS; hop += 1) {
      requireHttp(target);
      const cookie = cookies.header(target);
      const { acceptLanguage } = this.options;
      const response = await request(target, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'text/html',
          ...(acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage }),
          ...(cookie === undefined ? {} : { cookie }),
          ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        ...(body === undefined ? {} : { body }),
        dispatcher: this.agent,
        signal: this.options.network.signal,
      });
      cookies.take(target, response.headers['set-cookie']);
      const { statusCode: status } = response;
      const html = await readText(response.body);
      const { location } = response.headers;
      if (status >= 300 && status < 400 && typeof location === 'string') {
        target = new URL(location, target).href;
        if (status !== 307 && status !== 308) body = undefined;
        continue;
      }
      const page = { ...readPage(html, target), url: target, status };
      this.log.record({ type: 'browser.page', data: { url: target, title: page.title, status } });
      return page;
    }
    throw new Error(`${url} redirects without end`);
  }
}

function requireHttp(url: string): void {
  if (!/^https?:$/.test(new URL(url).protocol))
    throw new BrowserError('failed', 'a browser opens http and https only');
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_PAGE_BYTES) throw new Error(`a page of more than ${MAX_PAGE_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
