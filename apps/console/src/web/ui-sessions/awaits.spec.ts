import { expect, it } from 'vitest';
import { awaitInWords, awaitOf } from './awaits.js';

const definition = {
  steps: [
    { show: { page: 'consent', as: 'consent' } },
    { await: 'other', upTo: '5s' },
    { await: 'consent', upTo: '20s', otherwise: 'callback' },
  ],
};

it('the step that awaits a page is found by the name it is shown under', () => {
  expect(awaitOf(definition, 'consent')).toEqual({ upTo: '20s', otherwise: 'callback' });
  expect(awaitInWords(awaitOf(definition, 'other'))).toBe(
    'The task waits up to 5s, then goes on without an answer.',
  );
});

it('a task that waits for nothing says so, whatever it is made of', () => {
  for (const one of [null, {}, { steps: 'x' }, { steps: [{}] }])
    expect(awaitInWords(awaitOf(one, 'consent'))).toBe('The task does not wait for it.');
});
