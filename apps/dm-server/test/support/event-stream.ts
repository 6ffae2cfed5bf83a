import { SETTINGS } from './server.js';

export interface StreamedEvent {
  /** The cursor: what `Last-Event-ID` takes. */
  readonly cursor: string;
  readonly name: string;
  readonly data: {
    readonly id?: string;
    readonly type?: string;
    readonly source?: string;
    readonly at?: string;
    readonly devId?: string;
    readonly sessionId?: string | null;
    readonly taskId?: string | null;
    readonly data?: Record<string, unknown>;
  };
}

/** A follower of `GET /api/v1/events`. */
export class EventStream {
  private text = '';
  private readonly decoder = new TextDecoder();

  private constructor(
    readonly response: Response,
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
    private readonly controller: AbortController,
  ) {}

  /** Connected when the stream has said that it is ready. */
  static async open(
    server: string,
    options: { query?: string; lastEventId?: string } = {},
  ): Promise<EventStream> {
    const controller = new AbortController();
    const response = await fetch(`${server}/api/v1/events${options.query ?? ''}`, {
      headers: {
        authorization: `Bearer ${SETTINGS.DM_API_TOKEN}`,
        ...(options.lastEventId === undefined ? {} : { 'last-event-id': options.lastEventId }),
      },
      signal: controller.signal,
    });
    if (!response.body) throw new Error('the stream has no body');
    const stream = new EventStream(response, response.body.getReader(), controller);
    if (response.status === 200) await stream.next();
    return stream;
  }

  /** The next event; `undefined` at the end of the stream. */
  async next(): Promise<StreamedEvent | undefined> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.text.slice(0, end);
        this.text = this.text.slice(end + 2);
        const fields = new Map(
          block
            .split('\n')
            .map(
              (line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const,
            ),
        );
        const data = fields.get('data');
        if (data === undefined) continue;
        return {
          cursor: fields.get('id') ?? '',
          name: fields.get('event') ?? '',
          data: JSON.parse(data) as StreamedEvent['data'],
        };
      }
      const { done, value } = await this.reader.read();
      if (done) return undefined;
      this.text += this.decoder.decode(value, { stream: true });
    }
  }

  /** Reads up to the first event of that type, which is the last of the answer. */
  async until(type: string): Promise<StreamedEvent[]> {
    const events: StreamedEvent[] = [];
    for (;;) {
      const event = await this.next();
      if (!event) throw new Error(`the stream ended before ${type}`);
      events.push(event);
      if (event.name === type) return events;
    }
  }

  close(): void {
    this.controller.abort();
  }
}
