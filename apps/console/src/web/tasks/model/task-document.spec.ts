import { describe, expect, it } from 'vitest';
import { TEMPLATES, taskOf } from '../templates/templates.js';
import { formatTask } from './format-task.js';
import { findingsAt, parameterName, readClientUri, readTask } from './task-document.js';

const findings = (task: unknown) => readTask(formatTask(task), undefined).findings;

describe('a task as text', () => {
  it.each(TEMPLATES.map(({ id, task }) => [id, task]))(
    'has nothing against it in the template %s',
    (_id, task) => {
      expect(findings(task)).toEqual([]);
    },
  );

  it('is written with one command a line, and read as the same', () => {
    for (const { task } of TEMPLATES) {
      const text = formatTask(task);
      expect(JSON.parse(text)).toEqual(task);
      expect(formatTask(JSON.parse(text))).toBe(text);
    }
    expect(formatTask({ steps: [{ commands: [['GET', 'x']] }] })).toContain('["GET", "x"]');
  });

  it('says on which line it is wrong', () => {
    const text = '{\n "steps": [\n  {"commands": [\n   ["GET", "a//"],\n   ["FLY"]\n  ]}\n ]\n}';
    expect(readTask(text, undefined).findings).toMatchObject([
      { kind: 'error', field: 'steps/0/commands/1/0', line: 5, clause: 'TS 5.3' },
    ]);
    expect(readTask('{\n"steps": [,]}', undefined)).toMatchObject({
      task: undefined,
      findings: [{ line: 2 }],
    });
  });

  it('says of a ClientURI what the grammar does, and what of it is tolerated', () => {
    const [wrong] = findings({
      name: 'x',
      steps: [{ commands: [['HPUT', '{repository}/objects/x', 'urn:x//', 'urn:x']] }],
    });
    expect(wrong).toMatchObject({ kind: 'error', field: 'steps/0/commands/0/3', clause: 'TS 6.1' });
    expect(wrong?.detail).toMatch(/no instance/);
    const [tolerated] = findings({ name: 'x', steps: [{ commands: [['GET', 'urn:x//a:b']] }] });
    expect(tolerated).toMatchObject({ kind: 'warning', field: 'steps/0/commands/0/1', clause: 'TS 6.1' });
    expect(readClientUri('urn:x//(a)/b').problem?.text).toMatch(/no nv field/);
  });

  it('is no task for the blocks when it has another shape, and never breaks them', () => {
    for (const value of [
      null,
      [],
      5,
      {},
      { steps: {} },
      { steps: [null] },
      { steps: [{ commands: [[1]] }] },
      { steps: [{ show: 5 }] },
      { steps: [{ await: 7 }] },
    ])
      expect(readTask(JSON.stringify(value), undefined)).toMatchObject({
        task: undefined,
        findings: [{ kind: 'error' }],
      });
  });

  it('has a command of the address as its one step', () => {
    expect(taskOf('["DELETE","urn:x//a"]')).toMatchObject({
      name: 'DELETE',
      steps: [{ commands: [['DELETE', 'urn:x//a']] }],
    });
    expect(taskOf('no JSON')).toMatchObject({ name: 'new task' });
  });

  it('names parameters as the specification does, the last one for all that follow', () => {
    expect([1, 2, 3].map((i) => parameterName('HPUT', i))).toEqual(['ServerURI', 'ClientURI', 'ClientURI']);
    expect([parameterName('GET', 2), parameterName('FLY', 1), parameterName('toString', 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('finds what is wrong at a member and below it', () => {
    const all = findings({ steps: [{ commands: [['FLY']] }, { commands: [['GET', 'bad']] }] });
    expect(findingsAt(all, 'steps/0')).toHaveLength(1);
    expect(findingsAt(all, 'steps/1/commands/0/1')).toMatchObject([{ kind: 'error' }]);
  });
});
