import { describe, expect, it } from 'vitest';
import type { TaskDetail, TaskResult } from '../../api/types.js';
import { stepsOf } from './steps-of.js';

const at = '2026-01-01T00:00:00.000Z';
const steps = [
  { commands: [['GET', 'a//']] },
  { show: { page: 'consent', as: 'ok' }, commands: [['GET', 'b//']] },
  { await: 'ok', upTo: '20s' },
  { when: { 'ok.choice': 'accept' }, commands: [['DELETE', 'c//d']] },
  { final: true, commands: [['HPOST', 'u', 'a//']] },
];
const result = (
  step: number,
  index: number,
  status: number | null,
  more: Partial<TaskResult> = {},
): TaskResult => ({
  step,
  index,
  command: ['GET', 'a//'],
  status,
  at,
  ...more,
});

function task(change: Partial<TaskDetail>): TaskDetail {
  return {
    id: 't',
    devId: 'd',
    name: 'x',
    state: 'running',
    reason: null,
    retryOf: null,
    batchId: null,
    step: 0,
    steps: steps.length,
    createdAt: at,
    endedAt: null,
    expiresAt: null,
    definition: { name: 'x', steps },
    progress: { resumes: 0, waitingSince: null, callback: false, shows: [] },
    sessions: [],
    uiSessions: [],
    results: [],
    ...change,
  };
}
const states = (change: Partial<TaskDetail>) => stepsOf(task(change)).map(({ state }) => state);

describe('the steps of a task', () => {
  it('are to come while it is queued', () => {
    expect(states({ state: 'queued' })).toEqual(Array(5).fill('to come'));
  });

  it('are done, running and to come as it goes on', () => {
    expect(states({ step: 1, results: [result(0, 0, 200)] })).toEqual([
      'done',
      'running',
      'to come',
      'to come',
      'to come',
    ]);
  });

  it('wait for the user, and know since when', () => {
    const shown = stepsOf(
      task({
        state: 'waiting',
        step: 2,
        progress: {
          resumes: 0,
          callback: false,
          waitingSince: at,
          shows: [{ as: 'ok', step: 1, state: 'shown', uiSessionId: 'u' }],
        },
        uiSessions: [{ id: 'u', as: 'ok', page: 'consent', state: 'opened' }],
        results: [result(0, 0, 304), result(1, 0, 200), result(1, 1, 200)],
      }),
    );
    expect(shown.map(({ state }) => state)).toEqual(['done', 'done', 'waiting', 'to come', 'to come']);
    expect(shown[1]?.page).toEqual({ uiSessionId: 'u', state: 'opened', reason: undefined });
    expect(shown[1]?.commands.map(({ command, result: given }) => [command[0], given?.index])).toEqual([
      ['SHOW', 0],
      ['GET', 1],
    ]);
    expect(shown[2]?.since).toBe(at);
  });

  it('are skipped, and done with END', () => {
    expect(
      states({
        state: 'succeeded',
        step: 4,
        results: [
          result(0, 0, 200),
          result(3, 0, null, { outcome: 'skipped' }),
          result(4, 0, null, { outcome: 'final' }),
        ],
      }),
    ).toEqual(['done', 'done', 'done', 'skipped', 'done']);
  });

  it('fail by a status, by an outcome that nobody knows, and by a wait in vain; what follows is not reached', () => {
    expect(states({ state: 'failed', reason: 'status', step: 1, results: [result(0, 0, 404)] })).toEqual([
      'failed',
      ...Array<string>(4).fill('not reached'),
    ]);
    expect(
      states({ state: 'failed', step: 0, results: [result(0, 0, null, { outcome: 'unknown' })] })[0],
    ).toBe('failed');
    expect(states({ state: 'failed', reason: 'ui-timeout', step: 2 }).slice(1, 4)).toEqual([
      'done',
      'failed',
      'not reached',
    ]);
  });
});
