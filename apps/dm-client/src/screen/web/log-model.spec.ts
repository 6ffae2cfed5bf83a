import { COMMAND_SIGNATURES } from '@dm2/protocol';
import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../device-log.js';
import { CLAUSES, entryOf, KINDS, passes, rowsInSight, type Kind } from './log-model.js';

const at = '2026-11-25T12:00:00.000Z';
const executed = (status: number): LogRecord => ({
  id: 'd00000001',
  at,
  type: 'command.executed',
  data: { session: 's', index: 0, command: ['SHOW', 'http://wsc.example/ui'], status },
});

describe('a line of the log', () => {
  it('names the clause in which each command is specified', () => {
    expect(CLAUSES).toEqual(
      Object.fromEntries(Object.entries(COMMAND_SIGNATURES).map(([name, { clause }]) => [name, clause])),
    );
  });

  it('says what became of a command, and where that is specified', () => {
    expect(entryOf(executed(200))).toMatchObject({
      kind: 'command',
      title: 'SHOW',
      detail: '200 · http://wsc.example/ui',
      clause: 'TS 5.3.7',
      ok: true,
    });
    expect(entryOf(executed(501))).toMatchObject({ ok: false });
  });

  it('does not show what may be secret in the URL of a page', () => {
    const opened: LogRecord = {
      id: 'd00000002',
      at,
      type: 'browser.started',
      data: { adapter: 'screen', url: 'http://wsc.example/ui/s?key=secret' },
    };
    expect(entryOf(opened).detail).toBe('opens wsc.example/ui/s');
  });

  it('is let through by its kind and by any text in it', () => {
    const entry = entryOf(executed(501));
    const all = new Set(Object.keys(KINDS) as Kind[]);
    expect(passes(entry, all, '')).toBe(true);
    expect(passes(entry, all, ' WSC.example ')).toBe(true);
    expect(passes(entry, all, '5.3.7')).toBe(true);
    expect(passes(entry, all, 'HGET')).toBe(false);
    expect(passes(entry, new Set<Kind>(['package']), '')).toBe(false);
  });
});

describe('a long log', () => {
  it('has as many rows in the page as are in sight, wherever one is', () => {
    const view = { height: 600, row: 30, beyond: 5 };
    expect(rowsInSight(0, { ...view, top: 0 })).toEqual({ first: 0, last: 0 });
    expect(rowsInSight(10, { ...view, top: 0 })).toEqual({ first: 0, last: 10 });
    expect(rowsInSight(100_000, { ...view, top: 0 })).toEqual({ first: 0, last: 25 });
    expect(rowsInSight(100_000, { ...view, top: 30_000 })).toEqual({ first: 995, last: 1025 });
    expect(rowsInSight(100_000, { ...view, top: 2_999_400 })).toEqual({ first: 99_975, last: 100_000 });
    // The list has become shorter than where one had scrolled to.
    expect(rowsInSight(3, { ...view, top: 9000 })).toEqual({ first: 0, last: 3 });
  });
});
