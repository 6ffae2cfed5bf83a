import { randomFillSync } from 'node:crypto';
import { z } from 'zod';
import { basicFlow, firmware } from './flow-task.js';
import { observe } from './observe.js';
import { Components, RecordSource } from './record-source.js';
import type { Records } from './records.js';
import type { Endpoints } from './stack.js';
import type { Observation } from './steps.js';

/** What the DM Server must know of the device. */
export interface Registration {
  devId: string;
  user: string;
  password: string;
  notifySecret: string;
  /** Where Package#0 goes. */
  notify: { host: string; port: number };
}

export interface FlowOptions {
  endpoints: Endpoints;
  devId: string;
  /** How long the task waits for the user. */
  upTo: string;
  /** The whole flow must be over by then. */
  withinMs: number;
  signal: AbortSignal;
  onObserved?: (step: Observation) => void;
  /** Told when the device is asked to open a session by itself. */
  onRemark?: (text: string) => void;
}

export interface FlowResult {
  steps: Observation[];
  task: { id: string; state: string; reason?: string | null | undefined };
}

const queued = z.object({ id: z.string(), state: z.string() });
const taskState = z.object({ id: z.string(), state: z.string(), reason: z.string().nullish() });
const over = ['succeeded', 'failed', 'cancelled', 'expired'];

/** How long a Package#0 may take before the device is asked to open the session by itself. */
const notificationMs = 4000;
/** How long after the last event the records of other components may take to be there. */
const settleMs = 3000;

/** Makes the device known, or brings what is known of it up to date. */
export async function registerDevice(endpoints: Endpoints, device: Registration): Promise<void> {
  const { server } = new Components(endpoints);
  const body = {
    devId: device.devId,
    auth: { scheme: 'basic', username: device.user, password: device.password },
    notification: { transport: 'udp', ...device.notify, secret: device.notifySecret },
    profile: 'cr',
  };
  const json = (value: object) => JSON.stringify(value);
  const answer = await server.request('POST', '/api/v1/devices', json(body), 'application/json', [409]);
  if (answer.status !== 409) return;
  const path = `/api/v1/devices/${encodeURIComponent(device.devId)}`;
  const { devId: _devId, ...changes } = body;
  await server.request('PATCH', path, json(changes), 'application/json');
}

/** Puts the object of step 6 into the repository: random bytes, so that nothing on the way can make it smaller. */
export async function uploadFirmware(endpoints: Endpoints): Promise<void> {
  const { repository } = new Components(endpoints);
  await repository.upload(
    `/api/v1/objects/${firmware.object}`,
    randomFillSync(new Uint8Array(firmware.bytes)),
  );
}

/**
 * Queues the basic flow and follows the components' records until it is over. Each step is told when a record first proves it.
 */
export async function runBasicFlow(options: FlowOptions): Promise<FlowResult> {
  const components = new Components(options.endpoints);
  const source = await RecordSource.from(components, options.devId);
  const following = new AbortController();
  // Not AbortSignal.any: Node.js 20 may collect such a signal before it fires.
  const { signal } = following;
  const stop = () => following.abort();
  options.signal.addEventListener('abort', stop, { once: true });
  const news = new Bell();
  const followers = [
    components.server.follow('/api/v1/events', () => news.ring(), signal),
    components.device.follow('/api/v1/events', () => news.ring(), signal),
  ];
  try {
    const path = `/api/v1/devices/${encodeURIComponent(options.devId)}/tasks`;
    const task = await components.server.send('POST', path, basicFlow({ upTo: options.upTo }), queued);
    const { steps, state } = await follow(options, components, source, news, task.id);
    return { steps, task: { id: task.id, ...state } };
  } finally {
    options.signal.removeEventListener('abort', stop);
    following.abort();
    await Promise.all(followers);
  }
}

async function follow(
  options: FlowOptions,
  components: Components,
  source: RecordSource,
  news: Bell,
  taskId: string,
): Promise<{ steps: Observation[]; state: { state: string; reason?: string | null | undefined } }> {
  const begun = Date.now();
  const told = new Set<string>();
  let asked = false;
  let settledAt: number | undefined;
  for (;;) {
    const records = await source.read();
    const state = await components.server.get(`/api/v1/tasks/${encodeURIComponent(taskId)}`, taskState);
    const steps = observe(records);
    for (const step of inOrder(steps)) {
      if (told.has(step.step)) continue;
      told.add(step.step);
      options.onObserved?.(step);
    }
    const now = Date.now();
    if (isOver(records, state.state)) settledAt ??= now;
    const complete = settledAt !== undefined && steps.every(({ observed }) => observed);
    const waitedEnough = settledAt !== undefined && now - settledAt > settleMs;
    if (complete || waitedEnough || now - begun > options.withinMs || options.signal.aborted)
      return { steps, state };
    if (!asked && records.sessions.length === 0 && now - begun > notificationMs) {
      asked = true;
      options.onRemark?.('No session was opened on a notification: the device opens one by itself.');
      await components.device.request('POST', '/api/v1/sessions', '{}', 'application/json');
    }
    await news.heard(300);
  }
}

/** The task has come to its end, and the device to that of its session. */
function isOver(records: Records, taskState: string): boolean {
  return over.includes(taskState) && records.device.some((record) => record.type === 'session.ended');
}

function inOrder(steps: readonly Observation[]): Observation[] {
  return steps
    .filter(({ observed }) => observed)
    .sort((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? ''));
}

/** Wakes who waits: rung by events, and after a while by itself. */
class Bell {
  private rung = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  async heard(atMostMs: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, atMostMs);
      });
    }
    this.rung = false;
    this.wake = undefined;
  }
}
