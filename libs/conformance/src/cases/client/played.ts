import { defineCase, type Checker, type ConformanceCase } from '../../case.js';
import type { ClientRun, ClientSetup, ClientSubject, RunningClient } from '../../client-subject.js';
import { ClientFault, ClientPackage } from '../../peers/client-package.js';
import { Inbox, LockStepServer, type Exchange, type RawReply } from '../../peers/lock-step-server.js';

export type Command = readonly string[];

/** A client that does not send what it must send is not waited for longer than this. */
const PATIENCE_MS = 20_000;

/** How a session ended. */
export interface Ended extends ClientRun {
  /** Packages that came after END. */
  readonly after: readonly ClientPackage[];
}

/** A client that talks: it sends a package, and the case answers it. */
export class Talk {
  private pending: Exchange | undefined;

  constructor(
    private readonly inbox: Inbox,
    private readonly run: Promise<ClientRun>,
  ) {
    // Whoever waits for the run learns of it; until then it is nobody's error.
    run.catch(() => undefined);
  }

  /** The next package that comes. @throws ClientFault if none comes */
  async package(): Promise<ClientPackage> {
    const limit = timer(PATIENCE_MS);
    const exchange = await this.inbox.next(Promise.race([this.run, limit.over])).finally(limit.stop);
    if (!exchange) throw new ClientFault('a package was due, and the client sent none');
    this.pending = exchange;
    return new ClientPackage(exchange.request, exchange.server);
  }

  /** Answers the package that came last with whatever is given. */
  reply(answer: RawReply): void {
    this.pending?.reply(answer);
    this.pending = undefined;
  }

  /** Answers it with commands, and does not wait. */
  command(...commands: Command[]): void {
    this.reply({ body: JSON.stringify({ CMD: commands }) });
  }

  /** Answers the package at hand, or the Package#1 that is to come, with commands and gives the Package#3. */
  async send(...commands: Command[]): Promise<ClientPackage> {
    if (!this.pending) await this.package();
    this.command(...commands);
    return this.package();
  }

  /** Sends END, after these commands, and waits until the client has finished. What comes yet is answered 500. */
  async end(...commands: Command[]): Promise<Ended> {
    if (!this.pending) await this.package();
    this.command(...commands, ['END']);
    return this.ended();
  }

  /** Waits until the client has finished. @throws ClientFault if it does not finish */
  async ended(): Promise<Ended> {
    const after: ClientPackage[] = [];
    const limit = timer(PATIENCE_MS);
    try {
      for (;;) {
        const exchange = await this.inbox.next(Promise.race([this.run, limit.over]));
        if (!exchange) break;
        after.push(new ClientPackage(exchange.request, exchange.server));
        exchange.reply({ status: 500 });
      }
      if (limit.isOver()) throw new ClientFault('the client does not finish');
      return { ...(await this.run), after };
    } finally {
      limit.stop();
    }
  }
}

/** A client that stays up: it talks whenever it was asked to. */
export class StartedClient extends Talk {
  constructor(
    inbox: Inbox,
    private readonly client: RunningClient,
    private readonly stopped: { resolve: () => void; promise: Promise<ClientRun> },
  ) {
    super(inbox, stopped.promise);
  }

  async notify(package0: Uint8Array): Promise<void> {
    await this.client.notify(package0);
  }

  /** Switches it off; gives the packages that came and nobody had asked for. */
  async stop(): Promise<readonly ClientPackage[]> {
    const ended = this.ended();
    await this.client.stop();
    this.stopped.resolve();
    return (await ended).after;
  }
}

/** What a case has at hand. */
export interface Stage {
  /** The DM Server, with its repository and pages. */
  readonly server: LockStepServer;
  readonly check: Checker;
  readonly subject: ClientSubject;
  /** One more server. */
  readonly another: () => Promise<LockStepServer>;
  /** A client-initiated session with the server. */
  readonly session: (setup?: ClientSetup) => Talk;
  /** A client that stays up and takes notifications. */
  readonly start: (setup: ClientSetup) => Promise<StartedClient>;
}

/**
 * A case in which the DM Server speaks line by line. A client that breaks off, or sends what is no package, has failed it.
 */
export function played(
  definition: Omit<ConformanceCase<ClientSubject>, 'run' | 'side'>,
  play: (stage: Stage) => Promise<void>,
): ConformanceCase<ClientSubject> {
  return defineCase<ClientSubject>({
    ...definition,
    side: 'client',
    async run(subject, check) {
      const inbox = new Inbox();
      const servers = [await LockStepServer.start(inbox)];
      const started: RunningClient[] = [];
      const [server] = servers as [LockStepServer];
      const stage: Stage = {
        server,
        check,
        subject,
        async another() {
          const made = await LockStepServer.start(inbox);
          servers.push(made);
          return made;
        },
        session: (setup = {}) => new Talk(inbox, subject.session(server.endpoint, setup)),
        async start(setup) {
          if (!subject.start) throw new Error('the case needs "start"');
          const client = await subject.start(setup);
          started.push(client);
          return new StartedClient(inbox, client, deferred());
        },
      };
      try {
        await play(stage);
      } catch (error) {
        if (!(error instanceof ClientFault)) throw error;
        check.must(false, 'the client goes on as the DM Server bids it', error.message, 'TS 5.2');
      } finally {
        for (const one of servers) await one.close();
        for (const client of started) await client.stop();
      }
    },
  });
}

/** Whether two things are the same as JSON. */
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function deferred(): { resolve: () => void; promise: Promise<ClientRun> } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<ClientRun>((done) => {
    resolve = () => done({ exitCode: 0 });
  });
  return { resolve, promise };
}

function timer(ms: number): { over: Promise<void>; isOver: () => boolean; stop: () => void } {
  let handle: NodeJS.Timeout | undefined;
  let isOver = false;
  const over = new Promise<void>((resolve) => {
    handle = setTimeout(() => {
      isOver = true;
      resolve();
    }, ms);
  });
  return { over, isOver: () => isOver, stop: () => clearTimeout(handle) };
}
