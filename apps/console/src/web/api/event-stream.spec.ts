import { describe, expect, it, vi } from 'vitest';
import { openLine, StreamParser, type StreamEvent } from './event-stream.js';

describe('a stream of events', () => {
  const whole =
    'retry: 1000\nid: 7-1\nevent: ready\ndata: {}\n\n: still here\n\nid: 7-2\r\ndata: a\r\ndata: b\r\n\r\ndata\n\n';
  const expected: StreamEvent[] = [
    { id: '7-1', type: 'ready', data: '{}' },
    { id: '7-2', type: 'message', data: 'a\nb' },
    { id: '7-2', type: 'message', data: '' },
  ];

  it('is taken apart in whatever pieces it comes', () => {
    expect(new StreamParser().push(whole)).toEqual(expected);
    const parser = new StreamParser();
    expect([...whole].flatMap((letter) => parser.push(letter))).toEqual(expected);
  });
});

describe('a line to a stream of events', () => {
  interface Connection {
    readonly headers: Record<string, string>;
    readonly signal: AbortSignal;
    readonly answer: (response: Response) => void;
  }

  /** A fetch whose answers the test gives, one connection at a time. */
  function connections() {
    const made: Connection[] = [];
    const waiting: ((connection: Connection) => void)[] = [];
    vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
      return new Promise<Response>((answer, fail) => {
        const signal = init.signal as AbortSignal;
        signal.addEventListener('abort', () => fail(new Error('aborted')));
        const connection = { headers: init.headers as Record<string, string>, signal, answer };
        const next = waiting.shift();
        if (next) next(connection);
        else made.push(connection);
      });
    });
    return () =>
      new Promise<Connection>((resolve) => {
        const connection = made.shift();
        if (connection) resolve(connection);
        else waiting.push(resolve);
      });
  }

  function stream() {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({ start: (made) => void (controller = made) });
    return {
      response: new Response(body),
      send: (text: string) => controller?.enqueue(new TextEncoder().encode(text)),
      end: () => controller?.close(),
    };
  }

  function follow() {
    const events: StreamEvent[] = [];
    const said: string[] = [];
    let heard: () => void = () => undefined;
    const close = openLine({
      url: '/events',
      onEvent: (event) => {
        events.push(event);
        heard();
      },
      onState: (up) => said.push(up ? 'up' : 'down'),
      onUp: (resumed) => said.push(resumed ? 'resumed' : 'fresh'),
      onSignedOut: () => {
        said.push('signed out');
        heard();
      },
    });
    return { events, said, close, next: () => new Promise<void>((resolve) => (heard = resolve)) };
  }

  it('goes on after the last event when it breaks, though an error was answered in between', async () => {
    vi.useFakeTimers();
    const next = connections();
    const line = follow();
    const first = await next();
    expect(first.headers['last-event-id']).toBeUndefined();
    const one = stream();
    first.answer(one.response);
    const got = line.next();
    one.send('id: 1\nevent: ready\ndata: {}\n\nid: 2\nevent: session.opened\ndata: {"a":1}\n\n');
    await got;
    one.end();
    await vi.advanceTimersByTimeAsync(500);
    (await next()).answer(new Response('', { status: 502 }));
    await vi.advanceTimersByTimeAsync(1000);
    const third = await next();
    expect(third.headers['last-event-id']).toBe('2');
    const other = stream();
    third.answer(other.response);
    const more = line.next();
    other.send('id: 3\nevent: session.ended\ndata: {}\n\n');
    await more;
    expect(line.events.map(({ type }) => type)).toEqual(['session.opened', 'session.ended']);
    expect(line.said).toEqual(['up', 'fresh', 'down', 'down', 'up', 'resumed']);
    line.close();
    expect(third.signal.aborted).toBe(true);
    vi.useRealTimers();
  });

  it('begins anew when the server no longer knows the position', async () => {
    vi.useFakeTimers();
    const next = connections();
    const line = follow();
    const one = stream();
    (await next()).answer(one.response);
    const got = line.next();
    one.send('id: 9\nevent: x\ndata: {}\n\n');
    await got;
    one.end();
    await vi.advanceTimersByTimeAsync(500);
    (await next()).answer(new Response('', { status: 400 }));
    await vi.advanceTimersByTimeAsync(1000);
    expect((await next()).headers['last-event-id']).toBeUndefined();
    line.close();
    vi.useRealTimers();
  });

  it('takes a line on which nothing is said for a dead one', async () => {
    vi.useFakeTimers();
    const next = connections();
    const line = follow();
    const first = await next();
    await vi.advanceTimersByTimeAsync(41_000);
    expect(first.signal.aborted).toBe(true);
    await next();
    line.close();
    vi.useRealTimers();
  });

  it('stops when nobody is signed in any more', async () => {
    const next = connections();
    const line = follow();
    const told = line.next();
    (await next()).answer(new Response('', { status: 401 }));
    await told;
    expect(line.said).toEqual(['signed out']);
  });
});
