import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeAnswer, type Progress } from './take-answer.js';

const start: Progress = { screen: 0, answers: {} };
const question = (index: number, count = 3) => ({ index, count, names: [`q${index}`] });

test('an answer moves on to the next question, the last one ends it', () => {
  const first = takeAnswer(start, question(0), { q0: 'a' });
  expect(first).toEqual({ progress: { screen: 1, answers: { q0: 'a' } }, isNew: true, isFinished: false });
  expect(takeAnswer({ screen: 2, answers: {} }, question(2), { q2: 'c' }).isFinished).toBe(true);
});

test('the same answer twice says nothing new', () => {
  const { progress } = takeAnswer(start, question(0), { q0: ['a', 'b'] });
  expect(takeAnswer(progress, question(0), { q0: ['a', 'b'] })).toEqual({
    progress,
    isNew: false,
    isFinished: false,
  });
});

test('an empty answer is an answer', () => {
  expect(takeAnswer(start, question(0), {})).toMatchObject({ progress: { screen: 1 }, isNew: true });
});

test('an earlier question answered anew replaces what was said, all of it', () => {
  const before: Progress = { screen: 2, answers: { q0: 'a', q1: 'b' } };
  expect(takeAnswer(before, question(0), {})).toEqual({
    progress: { screen: 2, answers: { q1: 'b' } },
    isNew: true,
    isFinished: false,
  });
});

test('nobody skips a question', () => {
  expect(takeAnswer(start, question(2), { q2: 'c' })).toEqual({
    progress: start,
    isNew: false,
    isFinished: false,
  });
});

test('however answers come, it is finished only when each question has had one', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(2), fc.constantFrom('x', 'y')), { maxLength: 12 }), (sent) => {
      let progress = start;
      for (const [index, value] of sent) {
        const taken = takeAnswer(progress, question(index), { [`q${index}`]: value });
        progress = taken.progress;
        if (!taken.isFinished) continue;
        expect(Object.keys(progress.answers).sort()).toEqual(['q0', 'q1', 'q2']);
        return;
      }
    }),
  );
});
