import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Device } from '../device.js';
import type { LogRecord } from '../device-log.js';
import { HEADERS } from './screen-guard.js';
import { screenState, type ScreenParts } from './screen-state.js';

/** Records a screen begins with; it asks for earlier ones when somebody wants to see them. */
const RECENT = 300;
const MISSED = 5000;
const KEEP_ALIVE_MS = 15_000;

/**
 * Screens that are open, by server-sent events: `log`, a record with its id, from which a connection that was lost goes on; `device`,
 * what the device, its switches, browser and question are now, after each change; `tree`, that the tree is another.
 */
export class LiveView {
  private readonly screens = new Set<FastifyReply>();
  private readonly stop: (() => void)[];
  private due: NodeJS.Immediate | undefined;
  private changes: number;

  constructor(
    private readonly device: Device,
    private readonly parts: ScreenParts,
  ) {
    this.changes = device.state.changes;
    const beat = setInterval(() => this.publish(': still here\n\n'), KEEP_ALIVE_MS);
    beat.unref();
    const changed = () => this.schedule();
    this.stop = [
      device.log.onRecord((record) => this.publish(logEvent(record))),
      parts.browser.onShown(changed),
      parts.consent.onQuestion(changed),
      device.onChange(changed),
      () => clearInterval(beat),
      () => clearImmediate(this.due),
    ];
  }

  watch(request: FastifyRequest, reply: FastifyReply): void {
    reply.hijack();
    reply.raw.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    const last = request.headers['last-event-id'];
    const { log } = this.device;
    const missed = typeof last === 'string' ? log.after(last, MISSED) : log.latest(RECENT);
    reply.raw.write(`${missed.map(logEvent).join('')}${this.deviceEvent()}event: tree\ndata: {}\n\n`);
    this.screens.add(reply);
    this.parts.browser.watched(1);
    request.raw.once('close', () => {
      this.screens.delete(reply);
      this.parts.browser.watched(-1);
    });
  }

  close(): void {
    for (const stop of this.stop) stop();
    for (const reply of this.screens) reply.raw.end();
  }

  /** Changes that come together are told together. */
  private schedule(): void {
    this.due ??= setImmediate(() => {
      this.due = undefined;
      this.publish(this.deviceEvent());
      const { changes } = this.device.state;
      if (changes !== this.changes) this.publish('event: tree\ndata: {}\n\n');
      this.changes = changes;
    });
  }

  private deviceEvent(): string {
    return `event: device\ndata: ${JSON.stringify(screenState(this.device, this.parts))}\n\n`;
  }

  private publish(text: string): void {
    for (const reply of this.screens) reply.raw.write(text);
  }
}

function logEvent(record: LogRecord): string {
  return `id: ${record.id}\nevent: log\ndata: ${JSON.stringify(record)}\n\n`;
}
