import { expect, it } from 'vitest';
import { commandLines, nameOfFile, nameProblem } from './command-lines.js';

it('a line is a command of a task, with the repository left to the server', () => {
  const [hget] = commandLines('firmware-2.1');
  expect(hget?.text).toBe(
    '["HGET", "{repository}/objects/firmware-2.1", "urn:oma:mo:oma-fumo:1.0//Update/PkgData"]',
  );
  for (const { text, command } of commandLines("it's(a)"))
    expect(JSON.parse(text)).toEqual([
      command,
      "{repository}/objects/it's(a)",
      expect.stringMatching(/^urn:/),
    ]);
});

it('a file gives an object a name that it can have', () => {
  expect(nameOfFile('Firmware 2.1 (März).bin')).toBe('Firmware-2.1-(Marz).bin');
  expect(nameOfFile('固件')).toBe('-');
  expect(nameOfFile('..')).toBe('');
});

it('a name that is none says why', () => {
  expect(nameProblem('a/b')).toContain('letters');
  expect(nameProblem('')).toContain('needs');
  expect(nameProblem('inventory')).toBeUndefined();
});
