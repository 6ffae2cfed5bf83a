import { expect, it } from 'vitest';
import { exchangesOf } from './exchanges.js';
import { Recorder } from './recorded.fixture.js';
import { hasMoreThanTheWire, resultOf, taskIdsOf, type TaskResult } from './results.js';

function exchange(commands: string[][], ...codes: number[]) {
  const recorder = new Recorder();
  recorder.commands(...commands);
  const response = recorder.statuses(...codes);
  const [first] = exchangesOf(recorder.packages);
  if (!first) throw new Error('there is no exchange');
  return { exchange: first, at: response.at };
}
const result = (command: string[], status: number, at: string): TaskResult => ({
  step: 0,
  index: 0,
  command,
  status,
  at,
});

it('finds the result of a GET that carried a cache validator, by its time', () => {
  const { exchange: read, at } = exchange([['GET', 'urn:a:1.0//x?lv=1&cv=abc']], 304);
  const [command] = read.commands;
  const right = result(['GET', 'urn:a:1.0//x?lv=1'], 304, at);
  const earlier = { ...right, at: '2025-01-01T00:00:00.000Z' };
  const other = result(['GET', 'urn:a:1.0//y?lv=1'], 304, at);
  expect(command && resultOf(command, read, [earlier, other, right])).toBe(right);
});

it('asks for results only where the wire does not say all', () => {
  expect(hasMoreThanTheWire(exchange([['GET', 'a']], 200).exchange)).toBe(false);
  expect(hasMoreThanTheWire(exchange([['GET', 'a']], 304).exchange)).toBe(true);
  expect(hasMoreThanTheWire(exchange([['EXEC', 'a']], 202).exchange)).toBe(true);
});

it('names each task of a session once', () => {
  const recorder = new Recorder();
  for (const taskId of ['t1', null, 't1', 't2'])
    recorder.events.push({ ...recorder.event('task.step'), taskId });
  expect(taskIdsOf(recorder.session())).toEqual(['t1', 't2']);
});
