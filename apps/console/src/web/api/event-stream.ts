/** One server-sent event. */
export interface StreamEvent {
  /** Where the stream stands after it. */
  readonly id: string;
  readonly type: string;
  readonly data: string;
}

/** Takes a stream of server-sent events apart, in whatever pieces it comes (HTML standard, 9.2.6). */
export class StreamParser {
  private rest = '';
  private id = '';
  private type = '';
  private data: string[] = [];

  push(piece: string): StreamEvent[] {
    const events: StreamEvent[] = [];
    const text = this.rest + piece;
    // A lone CR at the end may be half of a CRLF.
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') this.field(line);
      else if (this.data.length > 0) {
        events.push({ id: this.id, type: this.type || 'message', data: this.data.join('\n') });
        this.data = [];
        this.type = '';
      } else this.type = '';
    }
    return events;
  }

  private field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.data.push(value);
    else if (name === 'event') this.type = value;
    else if (name === 'id') this.id = value;
  }
}

export interface LineOptions {
  readonly url: string;
  readonly onEvent: (event: StreamEvent) => void;
  /** Whether the line is up. */
  readonly onState: (up: boolean) => void;
  /** The line is up; what was missed is unknown unless it goes on where it had stopped. */
  readonly onUp: (resumed: boolean) => void;
  /** The server knows nobody signed in. */
  readonly onSignedOut: () => void;
}

/** Silence longer than this means that the line is dead: the server says something every 15 s. */
const SILENCE_MS = 40_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/**
 * Follows a stream of events for good: when the line breaks, or whoever is in between answers in the server's place, it tries
 * again and goes on after the last event it had (Last-Event-ID). Returns what ends it.
 */
export function openLine(options: LineOptions): () => void {
  const closed = new AbortController();
  void follow(options, closed.signal);
  return () => closed.abort();
}

async function follow(options: LineOptions, closed: AbortSignal): Promise<void> {
  let last = '';
  let wait = FIRST_WAIT_MS;
  while (!closed.aborted) {
    try {
      const status = await listen(options, last, closed, (id) => {
        last = id;
        wait = FIRST_WAIT_MS;
      });
      if (status === 401) return options.onSignedOut();
      // A position that the server no longer takes: from now on, then.
      if (status === 400) last = '';
    } catch {
      // Broken off; tried again below.
    }
    if (closed.aborted) return;
    options.onState(false);
    await pause(wait, closed);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

/** One connection, to its end; gives the status if it is not the stream. */
async function listen(
  { url, onEvent, onState, onUp }: LineOptions,
  last: string,
  closed: AbortSignal,
  onPosition: (id: string) => void,
): Promise<number> {
  const silent = new AbortController();
  let watch: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(watch);
    watch = setTimeout(() => silent.abort(), SILENCE_MS);
  };
  heard();
  try {
    const response = await fetch(url, {
      headers: { accept: 'text/event-stream', ...(last ? { 'last-event-id': last } : {}) },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.any([closed, silent.signal]),
    });
    if (!response.ok || !response.body) return response.status;
    onState(true);
    onUp(last !== '');
    const parser = new StreamParser();
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return response.status;
      heard();
      for (const event of parser.push(decoder.decode(value, { stream: true }))) {
        if (event.id !== '') onPosition(event.id);
        if (event.type !== 'ready') onEvent(event);
      }
    }
  } finally {
    clearTimeout(watch);
  }
}

function pause(ms: number, closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    closed.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
