import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { Agent, request } from 'undici';
import type { BrowserPort, DeviceLog } from '@dm2/client-engine';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** How a scripted user behaves. */
export interface ScriptedUserOptions {
  /** Values for fields by name, used on every page that has them. */
  readonly answers: Readonly<Record<string, string>>;
  /** Exchanges of the session that go by after SHOW before the user answers. */
  readonly answerAfter: number;
  /** The user answers at the latest after this long, in milliseconds. */
  readonly thinkMs: number;
}

/** A user who keeps coming back to a page does not answer it. */
const MAX_PAGES = 25;
const SAMPLES: Readonly<Record<string, string>> = {
  email: 'user@example.com',
  number: '1',
  tel: '+441632960000',
  date: '2026-01-01',
  time: '12:00',
  url: 'https://example.com/',
  text: 'Sample',
};

/**
 * A Web Browser Component without a browser, and its user: fetches the page, fills its form, submits, and goes on until a page has
 * no form. It runs beside the session, like any user.
 */
export class ScriptedUser implements BrowserPort {
  readonly adapter = 'scripted';
  private readonly running = new Set<Promise<void>>();
  private readonly waiting = new Set<() => void>();
  private readonly agent = new Agent({ headersTimeout: 20_000, bodyTimeout: 20_000, connectTimeout: 10_000 });
  private exchanges = 0;

  constructor(
    private readonly log: DeviceLog,
    private readonly options: ScriptedUserOptions,
  ) {}

  async open(url: string): Promise<void> {
    const { protocol } = new URL(url);
    if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`a browser does not open ${protocol}`);
    const visit = this.visit(url, this.exchanges + this.options.answerAfter).catch((error: unknown) => {
      this.log.record({
        type: 'browser.failed',
        data: { url, adapter: this.adapter, reason: error instanceof Error ? error.message : String(error) },
      });
    });
    this.running.add(visit);
    void visit.finally(() => this.running.delete(visit));
  }

  /** An exchange of the session is over. */
  exchangeDone(): void {
    this.exchanges += 1;
    for (const wake of this.waiting) wake();
  }

  /** The session is over: nothing is left to wait for. */
  sessionDone(): void {
    this.exchanges = Infinity;
    for (const wake of this.waiting) wake();
  }

  /** A new session begins. */
  sessionBegins(): void {
    this.exchanges = 0;
  }

  /** Resolves when the user is done with every page. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  async close(): Promise<void> {
    this.sessionDone();
    await this.agent.destroy();
    await this.idle();
  }

  private async visit(start: string, until: number): Promise<void> {
    const cookies = new Map<string, string>();
    let page = await this.fetch(start, cookies);
    await this.think(until);
    for (let i = 0; i < MAX_PAGES; i += 1) {
      const form = page.status === 200 ? findForm(page.document) : undefined;
      if (!form) return;
      const values = fill(form, this.options.answers);
      this.log.record({ type: 'browser.answered', data: { url: page.url, values } });
      const action = new URL(attribute(form, 'action') || page.url, page.url).href;
      page = await this.fetch(
        action,
        cookies,
        attribute(form, 'method')?.toLowerCase() === 'post'
          ? new URLSearchParams(values).toString()
          : undefined,
        values,
      );
    }
    throw new Error(`the page at ${start} had no end after ${MAX_PAGES} answers`);
  }

  /** Waits for the exchanges it was told to let go by, but not longer than a user thinks. */
  private async think(until: number): Promise<void> {
    if (this.options.answerAfter <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, this.options.thinkMs);
      const wake = () => {
        if (this.exchanges >= until) done();
      };
      const waiting = this.waiting;
      waiting.add(wake);
      wake();
      function done(): void {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      }
    });
  }

  private async fetch(
    url: string,
    cookies: Map<string, string>,
    body?: string,
    query?: Record<string, string>,
  ): Promise<{ url: string; status: number; document: Node }> {
    let target = url;
    let payload = body;
    if (body === undefined && query) {
      const withQuery = new URL(url);
      for (const [name, value] of Object.entries(query)) withQuery.searchParams.set(name, value);
      target = withQuery.href;
    }
    for (let hop = 0; hop < 10; hop += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await request(target, {
        method: payload === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'text/html',
          ...(cookie ? { cookie } : {}),
          ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        ...(payload === undefined ? {} : { body: payload }),
        dispatcher: this.agent,
      });
      for (const line of [response.headers['set-cookie'] ?? []].flat()) {
        const match = /^([^=;\s]+)=([^;]*)/.exec(line);
        if (match?.[1] !== undefined) cookies.set(match[1], match[2] ?? '');
      }
      const location = response.headers.location;
      const text = await response.body.text();
      if (response.statusCode >= 300 && response.statusCode < 400 && typeof location === 'string') {
        target = new URL(location, target).href;
        payload = undefined;
        continue;
      }
      const document = parse(text);
      this.log.record({
        type: 'browser.page',
        data: { url: target, title: titleOf(document), status: response.statusCode },
      });
      return { url: target, status: response.statusCode, document };
    }
    throw new Error(`${url} redirects without end`);
  }
}

function* elements(node: Node): Generator<Element> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* elements(child);
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

function textOf(node: Node): string {
  if ('value' in node && node.nodeName === '#text') return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

function titleOf(document: Node): string {
  for (const element of elements(document)) if (element.tagName === 'title') return textOf(element).trim();
  return '';
}

function findForm(document: Node): Element | undefined {
  for (const element of elements(document)) if (element.tagName === 'form') return element;
  return undefined;
}

/** Fills a form as a user would: given answers, else what is there, the first choice, a sample; the first button. */
function fill(form: Element, answers: Readonly<Record<string, string>>): Record<string, string> {
  const values: Record<string, string> = {};
  const buttons: Element[] = [];
  for (const element of elements(form)) {
    const name = attribute(element, 'name');
    const type = attribute(element, 'type') ?? 'text';
    const value = attribute(element, 'value') ?? '';
    const isButton =
      (element.tagName === 'button' && (type === 'text' || type === 'submit')) ||
      (element.tagName === 'input' && type === 'submit');
    if (isButton) {
      if (name) buttons.push(element);
    } else if (!name || type === 'button' || type === 'reset' || attribute(element, 'disabled') !== undefined)
      continue;
    else if (element.tagName === 'input' && (type === 'radio' || type === 'checkbox')) {
      const wanted = answers[name];
      if (wanted === undefined ? type === 'radio' && !(name in values) : wanted === value)
        values[name] = value || 'on';
    } else if (element.tagName === 'select') {
      const options = [...elements(element)].filter(
        (option) => option.tagName === 'option' && attribute(option, 'disabled') === undefined,
      );
      const first = options
        .map((option) => attribute(option, 'value') ?? textOf(option).trim())
        .find((option) => option !== '');
      values[name] = answers[name] ?? first ?? '';
    } else if (element.tagName === 'textarea') values[name] = answers[name] ?? (textOf(element) || 'Sample');
    else if (element.tagName === 'input')
      values[name] =
        type === 'hidden'
          ? value
          : (answers[name] ?? (value || attribute(element, 'min') || (SAMPLES[type] ?? 'Sample')));
  }
  const chosen =
    buttons.find((button) => answers[attribute(button, 'name') ?? ''] === attribute(button, 'value')) ??
    buttons[0];
  const name = chosen && attribute(chosen, 'name');
  if (chosen && name) values[name] = attribute(chosen, 'value') ?? '';
  return values;
}
