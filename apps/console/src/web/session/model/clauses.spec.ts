import { expect, it } from 'vitest';
import { ruleOf } from './clauses.js';

it('says what a clause asks for, or the one that it is part of', () => {
  expect(ruleOf('TS 5.2.4')).toContain('one status for each command');
  expect(ruleOf('TS 6.3.1.1')).toBe(ruleOf('TS 6.3'));
  expect(ruleOf('TS App. F')).toContain('multipart');
  expect(ruleOf('TS 99.1')).toBeUndefined();
  expect(ruleOf('nothing')).toBeUndefined();
});
