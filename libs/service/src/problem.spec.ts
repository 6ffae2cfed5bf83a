import { expect, test } from 'vitest';
import { Problem, toProblem } from './problem.js';

test('a problem says what it is told, and no more', () => {
  const cause = new Error('inside');
  const problem = new Problem(409, { code: 'busy', detail: 'one at a time', clause: 'TS 5.1.1', cause });
  expect(problem.details).toEqual({
    type: 'about:blank',
    title: 'Conflict',
    status: 409,
    detail: 'one at a time',
    code: 'busy',
    clause: 'TS 5.1.1',
  });
  expect(problem.cause).toBe(cause);
  expect(toProblem(problem)).toBe(problem);
});

test.each([
  [
    { statusCode: 413, code: 'FST_ERR_CTP_BODY_TOO_LARGE', message: 'too large' },
    413,
    'fst-err-ctp-body-too-large',
  ],
  [{ getStatus: () => 404, message: 'Cannot GET /x' }, 404, 'not-found'],
  [{ statusCode: 503, message: 'inside' }, 500, 'internal'],
  [new Error('inside'), 500, 'internal'],
  ['a text that was thrown', 500, 'internal'],
  [undefined, 500, 'internal'],
])('%j becomes %i %s', (error, status, code) => {
  const problem = toProblem(error);
  expect(problem.details).toMatchObject({ status, code });
  expect(problem.details.detail).not.toContain('inside');
});
