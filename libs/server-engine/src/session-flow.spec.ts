import { describe, expect, it } from 'vitest';
import type { Package3, PartData, RawCommand } from '@dm2/protocol';
import {
  abandonSession,
  applyUiFeedback,
  nextPackage,
  openSession,
  receivePackage3,
  SessionError,
  type Effect,
  type ExchangeState,
  type NextPackage,
  type PreparedUiSession,
  type Profile,
  type TaskDefinition,
  type TaskState,
} from './index.js';

const START = Date.parse('2026-01-01T00:00:00Z');

/** A server made of nothing but the engine: state, clock, and a Web Server Component that can be switched off. */
class Bench {
  state!: ExchangeState;
  effects: Effect[] = [];
  clock = START;
  webServer = true;
  ids = 0;
  tasks: TaskState[];

  constructor(
    definitions: TaskDefinition[],
    readonly profile: Profile = 'cr',
    readonly holdMs = 8000,
  ) {
    this.tasks = definitions.map((definition, i) => ({
      id: `d.t${i}`,
      devId: 'IMEI:1',
      definition,
      state: 'queued',
      cursor: 0,
      failed: false,
      resumes: 0,
      shows: {},
    }));
  }

  get now() {
    return new Date(this.clock).toISOString();
  }

  open(sessionId = 's1') {
    const { state, effects } = openSession({
      device: { devId: 'IMEI:1', profile: this.profile, holdMs: this.holdMs, cache: true },
      instances: [],
      executions: [],
      sessionId,
      tasks: this.tasks,
      uiSessions: this.state?.uiSessions ?? [],
      package1: {
        kind: 'package1',
        remarks: [],
        Alert: [{ AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' }],
      },
      now: this.now,
    });
    this.state = state;
    this.effects.push(...effects);
    return this.next();
  }

  next(held = false): NextPackage {
    const prepared: PreparedUiSession[] = [];
    for (let i = 0; i < 10; i += 1) {
      const next = nextPackage(this.state, {
        now: this.now,
        prepared,
        held,
        newUiSessionId: () => `d.u${(this.ids += 1)}`,
        expand: (raw) => raw,
      });
      if (next.kind !== 'prepare') {
        this.keep(next.state, next.effects);
        return next;
      }
      prepared.push(
        this.webServer
          ? { request: next.request, ok: true, url: `https://ui/${next.request.uiSessionId}` }
          : { request: next.request, ok: false, reason: 'unreachable' },
      );
    }
    throw new Error('prepares without end');
  }

  answer(codes: number[], data: [number, PartData][] = []) {
    const package3: Package3 = {
      kind: 'package3',
      Status: codes.map((sc) => ({ sc })),
      data: new Map(data),
      remarks: [],
    };
    const { state, effects } = receivePackage3(this.state, package3, this.now);
    this.keep(state, effects);
    return this.next();
  }

  feedback(choice: string) {
    const [uiSession] = this.state.uiSessions;
    const task = this.state.tasks[0];
    if (!uiSession || !task) throw new Error('no UI session');
    const applied = applyUiFeedback({
      uiSession,
      task,
      feedback: { type: 'ui-session.finished', result: { choice }, outcome: 'completed' },
    });
    this.state = { ...this.state, uiSessions: [applied.uiSession], tasks: [applied.task ?? task] };
    this.tasks = [...this.state.tasks];
    this.effects.push(...applied.effects);
    return applied;
  }

  results() {
    return this.effects.flatMap((effect) => (effect.kind === 'result' ? [effect.result] : []));
  }

  task(index = 0) {
    const task = this.state.tasks[index];
    if (!task) throw new Error('no task');
    return task;
  }

  private keep(state: ExchangeState, effects: Effect[]) {
    const made = effects.flatMap((effect) => (effect.kind === 'ui-session' ? [effect.uiSession] : []));
    this.state = { ...state, uiSessions: [...state.uiSessions, ...made] };
    this.tasks = [...state.tasks];
    this.effects.push(...effects);
  }
}

const GET: RawCommand = ['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//'];
const names = (next: NextPackage) =>
  next.kind === 'send' ? next.package2.CMD.map((command) => command[0]) : next.kind;
const task = (...steps: TaskDefinition['steps'][number][]): TaskDefinition => ({ name: 't', steps });
const consent = { show: { page: 'consent', as: 'consent' } };

describe('a session', () => {
  it('answers Package#1 with END alone when no task asks for anything (decision 15)', () => {
    expect(names(new Bench([]).open())).toEqual(['END']);
  });

  it('sends one package for each step and END when nothing is left', () => {
    const bench = new Bench([task({ commands: [GET, GET] }, { commands: [['DELETE', 'urn:x/a/b']] })]);
    expect(names(bench.open())).toEqual(['GET', 'GET']);
    expect(names(bench.answer([200, 200]))).toEqual(['DELETE']);
    const last = bench.answer([200]);
    expect(names(last)).toEqual(['END']);
    expect(last.kind === 'send' && last.end).toBe(true);
    expect(bench.task().state).toBe('succeeded');
    expect(bench.results().map((result) => [result.step, result.index, result.status])).toEqual([
      [0, 0, 200],
      [0, 1, 200],
      [1, 0, 200],
    ]);
  });

  it('lets the commands of a final step travel with END, without a status (TS 5.3.9)', () => {
    const bench = new Bench([
      task({ commands: [GET] }, { final: true, commands: [['HPOST', 'http://r/x', 'urn:x//']] }),
    ]);
    bench.open();
    expect(names(bench.answer([404]))).toEqual(['HPOST', 'END']);
    expect(bench.results().at(-1)).toMatchObject({ status: null, outcome: 'final' });
    expect(bench.task()).toMatchObject({ state: 'failed', reason: 'status' });
  });

  it('carries the status for the previous package only in the profile of the change request', () => {
    const cr = new Bench([task({ commands: [GET] })]).open();
    const ts = new Bench([task({ commands: [GET] })], 'ts').open();
    expect(cr.kind === 'send' && cr.package2.Status).toEqual([{ sc: 200 }]);
    expect(ts.kind === 'send' && ts.package2).not.toHaveProperty('Status');
  });

  it.each([[[200]], [[200, 200, 200]], [[]]])(
    'refuses %j statuses for two commands and stays as it was',
    (codes) => {
      const bench = new Bench([task({ commands: [GET, GET] })]);
      bench.open();
      const before = bench.state;
      expect(() => bench.answer(codes)).toThrow(SessionError);
      expect(bench.state).toBe(before);
    },
  );

  it('refuses data for a command that was not sent (TS App. F)', () => {
    const bench = new Bench([task({ commands: [GET] })]);
    bench.open();
    const part = { contentType: 'text/plain', bytes: new Uint8Array() };
    expect(() => bench.answer([200], [[1, part]])).toThrow(/data for command 1/);
  });

  it('keeps what a GET told: result, knowledge and the language of the device', () => {
    const bench = new Bench([task({ commands: [['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//Lang']] })]);
    bench.open();
    bench.answer([200], [[0, { contentType: 'text/plain', bytes: new TextEncoder().encode('de-DE') }]]);
    expect(bench.state.device.lang).toBe('de-DE');
    expect(bench.results()[0]?.data).toEqual({ contentType: 'text/plain', encoding: 'text', value: 'de-DE' });
    expect(bench.effects).toContainEqual({
      kind: 'knowledge',
      knowledge: {
        moid: 'urn:oma:mo:oma-dm-devinfo:1.2',
        miid: '',
        path: ['Lang'],
        value: 'de-DE',
        bare: true,
      },
    });
  });

  it('stops a task at the first failure when it says so', () => {
    const bench = new Bench([{ ...task({ commands: [GET] }, { commands: [GET] }), onFailure: 'stop' }]);
    bench.open();
    expect(names(bench.answer([404]))).toEqual(['END']);
    expect(bench.task()).toMatchObject({ state: 'failed', reason: 'status', cursor: 1 });
  });

  it('counts 304 and every 2xx as success', () => {
    const bench = new Bench([task({ commands: [GET, GET, GET] })]);
    bench.open();
    bench.answer([304, 202, 204]);
    expect(bench.task().state).toBe('succeeded');
  });

  it('does not run a task whose time is over', () => {
    const bench = new Bench([{ ...task({ commands: [GET] }), expiresAt: new Date(START - 1).toISOString() }]);
    expect(names(bench.open())).toEqual(['END']);
    expect(bench.task().state).toBe('expired');
  });
});

describe('SHOW and await', () => {
  const flow = (otherwise: 'continue' | 'callback' | 'fail', upTo = '20s') =>
    task(
      { commands: [GET] },
      { ...consent, commands: [GET] },
      { commands: [GET] },
      { await: 'consent', upTo, otherwise },
      { when: { 'consent.choice': 'accept' }, commands: [['HGET', 'http://r/f', 'urn:x//a']] },
      { final: true, commands: [['HPOST', 'http://r/i', 'urn:x//']] },
    );

  it('sends SHOW first in its package and goes on with other commands (CR 6.2)', () => {
    const bench = new Bench([flow('continue')]);
    bench.open();
    const show = bench.answer([200]);
    expect(names(show)).toEqual(['SHOW', 'GET']);
    expect(show.kind === 'send' && show.package2.CMD[0]).toEqual(['SHOW', 'https://ui/d.u1']);
    expect(names(bench.answer([200, 200]))).toEqual(['GET']);
  });

  it('holds the answer only when nothing else is due, and goes on when the user has answered', () => {
    const bench = new Bench([flow('continue')]);
    bench.open();
    bench.answer([200]);
    bench.answer([200, 200]);
    const hold = bench.answer([200]);
    expect(hold).toMatchObject({
      kind: 'hold',
      uiSessionIds: ['d.u1'],
      until: new Date(START + 8000).toISOString(),
    });
    expect(bench.task().state).toBe('waiting');
    expect(() => bench.answer([])).toThrow(/one at a time/);
    expect(bench.feedback('accept').wake).toBe(true);
    expect(names(bench.next(true))).toEqual(['HGET']);
    expect(names(bench.answer([200]))).toEqual(['HPOST', 'END']);
    expect(bench.task().state).toBe('succeeded');
  });

  it('sends an empty package when an answer can be held no longer, and holds again', () => {
    const bench = new Bench([flow('continue')]);
    bench.open();
    bench.answer([200]);
    bench.answer([200, 200]);
    bench.answer([200]);
    bench.clock += 8000;
    expect(names(bench.next(true))).toEqual([]);
    expect(bench.answer([]).kind).toBe('hold');
  });

  it('continues when the time is over, and skips what hangs on the missing answer', () => {
    const bench = new Bench([flow('continue', '5s')]);
    bench.open();
    bench.answer([200]);
    bench.answer([200, 200]);
    expect(bench.answer([200])).toMatchObject({ kind: 'hold', until: new Date(START + 5000).toISOString() });
    bench.clock += 5000;
    expect(names(bench.next(true))).toEqual(['HPOST', 'END']);
    expect(bench.results().find((result) => result.step === 4)).toMatchObject({ outcome: 'skipped' });
    expect(bench.task().state).toBe('succeeded');
  });

  it('calls the device back in a second session when the feedback comes', () => {
    const bench = new Bench([flow('callback', '5s')]);
    bench.open();
    bench.answer([200]);
    bench.answer([200, 200]);
    bench.answer([200]);
    bench.clock += 5000;
    expect(names(bench.next(true))).toEqual(['END']);
    expect(bench.task()).toMatchObject({ state: 'waiting', callback: true });
    bench.clock += 60_000;
    expect(names(bench.open('s2'))).toEqual(['END']);
    expect(bench.feedback('accept').effects).toEqual([
      { kind: 'notify', taskId: 'd.t0', reason: 'callback' },
    ]);
    expect(names(bench.open('s3'))).toEqual(['HGET']);
  });

  it('fails when it was told to', () => {
    const bench = new Bench([flow('fail', '5s')]);
    bench.open();
    bench.answer([200]);
    bench.answer([200, 200]);
    bench.answer([200]);
    bench.clock += 5000;
    expect(names(bench.next(true))).toEqual(['END']);
    expect(bench.task()).toMatchObject({ state: 'failed', reason: 'ui-timeout' });
  });

  it('awaits nobody when the device could not start its browser', () => {
    const bench = new Bench([flow('callback')]);
    bench.open();
    bench.answer([200]);
    bench.answer([501, 200]);
    expect(names(bench.answer([200]))).toEqual(['HPOST', 'END']);
    expect(bench.task()).toMatchObject({ state: 'failed', reason: 'status' });
  });

  it('defers SHOW while the Web Server Component is away, then fails it with a reason', () => {
    const bench = new Bench([flow('callback')]);
    bench.open();
    bench.webServer = false;
    expect(names(bench.answer([200]))).toEqual(['GET']);
    expect(names(bench.answer([200]))).toEqual(['GET']);
    expect(names(bench.answer([200]))).toEqual(['HPOST', 'END']);
    expect(bench.results()).toContainEqual(
      expect.objectContaining({ step: 1, index: 0, status: null, outcome: 'not-sent' }),
    );
    expect(bench.task()).toMatchObject({ state: 'failed', reason: 'status' });
  });

  it('sends a deferred SHOW when the Web Server Component is back', () => {
    const bench = new Bench([flow('continue')]);
    bench.open();
    bench.webServer = false;
    bench.answer([200]);
    bench.answer([200]);
    bench.webServer = true;
    expect(names(bench.answer([200]))).toEqual(['SHOW']);
    expect(bench.answer([200]).kind).toBe('hold');
    bench.feedback('accept');
    expect(names(bench.next(true))).toEqual(['HGET']);
  });

  it('runs another task while one awaits its user', () => {
    const bench = new Bench([task(consent, { await: 'consent' }), task({ commands: [GET] })]);
    expect(names(bench.open())).toEqual(['SHOW']);
    expect(names(bench.answer([200]))).toEqual(['GET']);
    expect(bench.answer([200]).kind).toBe('hold');
  });
});

describe('a lost answer', () => {
  const lose = (bench: Bench) => {
    const { tasks, effects } = abandonSession({
      session: bench.state.session,
      tasks: bench.state.tasks,
      why: 'aborted',
    });
    bench.tasks = tasks;
    bench.effects.push(...effects);
  };

  it('is asked for again at most three times when all commands may be repeated', () => {
    const bench = new Bench([task({ commands: [GET] })]);
    for (let i = 0; i < 4; i += 1) {
      expect(names(bench.open(`s${i}`))).toEqual(['GET']);
      lose(bench);
    }
    expect(bench.tasks[0]).toMatchObject({ state: 'failed', reason: 'outcome-unknown' });
    expect(names(bench.open('s9'))).toEqual(['END']);
  });

  it('stays unknown when a command may not be repeated', () => {
    const bench = new Bench([task({ commands: [GET, ['EXEC', 'urn:x//a']] })]);
    bench.open();
    lose(bench);
    expect(bench.tasks[0]).toMatchObject({ state: 'failed', reason: 'outcome-unknown' });
    expect(bench.results().map((result) => result.outcome)).toEqual(['unknown', 'unknown']);
  });
});
