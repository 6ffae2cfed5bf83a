import { commandWithoutQueries, type Consent, type DeviceLog } from '@dm2/client-engine';
import { encodeCommand, type CommandName, type DmCommand } from '@dm2/protocol';

/** A command of a DM Server that the user has a say in. */
export interface Question {
  readonly id: number;
  readonly command: readonly string[];
  readonly serverId: string;
}

/** The user of the device, as far as he is asked before a command is executed (TS App. C, 507). */
export interface Consenter {
  ask(question: Omit<Question, 'id'>): Promise<Consent>;
  close?(): void;
}

/** Which commands the user has a say in. */
export interface ConsentOptions {
  /** Forbidden by his settings. */
  readonly refuse: readonly CommandName[];
  /** Asked about, each time. */
  readonly ask: readonly CommandName[];
  readonly user: Consenter;
}

/** What the user's settings, or he himself, say to a command. */
export async function consentTo(
  command: DmCommand,
  serverId: string,
  log: DeviceLog,
  { refuse, ask, user }: ConsentOptions,
): Promise<Consent> {
  if (refuse.includes(command.name)) return 'refused';
  if (!ask.includes(command.name)) return 'given';
  const question = { command: commandWithoutQueries(encodeCommand(command)), serverId };
  const consent = await user.ask(question);
  log.record({ type: 'user.asked', data: { ...question, consent } });
  return consent;
}

/** A scripted user, who always says the same. */
export function scriptedConsent(says: 'allow' | 'refuse'): Consenter {
  return { ask: async () => (says === 'allow' ? 'given' : 'refused') };
}

/** A person, asked on the device's screen. Whoever says nothing for so long has not been asked (503). */
export class ScreenConsent implements Consenter {
  private count = 0;
  private closed = false;
  private current: Question | undefined;
  private settle: (consent: Consent) => void = () => undefined;
  private readonly listeners = new Set<(question: Question | undefined) => void>();

  constructor(private readonly patienceMs: number) {}

  /** What the screen asks just now. */
  get question(): Question | undefined {
    return this.current;
  }

  async ask(question: Omit<Question, 'id'>): Promise<Consent> {
    if (this.closed) return 'unanswered';
    this.show({ id: ++this.count, ...question });
    const consent = await new Promise<Consent>((resolve) => {
      const timer = setTimeout(() => this.settle('unanswered'), this.patienceMs);
      this.settle = (given) => {
        clearTimeout(timer);
        resolve(given);
      };
    });
    this.show(undefined);
    return consent;
  }

  /** The person answers; `false` if that is not asked any more. */
  answer(id: number, allow: boolean): boolean {
    if (this.current?.id !== id) return false;
    this.settle(allow ? 'given' : 'refused');
    return true;
  }

  onQuestion(listener: (question: Question | undefined) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The device is switched off: nothing is asked any more. */
  close(): void {
    this.closed = true;
    this.settle('unanswered');
  }

  private show(question: Question | undefined): void {
    this.current = question;
    for (const listener of [...this.listeners]) listener(question);
  }
}
