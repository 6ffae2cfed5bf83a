import { describe, expect, it } from 'vitest';
import { devIdsOf, editorSearch, listSearch } from './search.js';

describe('what the address of the editor says', () => {
  it.each([
    [{ devId: 'IMEI:1' }, ['IMEI:1']],
    [{ devId: 'a,b, a' }, ['a', 'b']],
    [{ devId: ['a', 'b'] }, ['a', 'b']],
    [{ devId: 4711 }, ['4711']],
    [{ devId: { a: 1 } }, []],
    [{}, []],
  ])('names devices in any of these forms: %j', (search, devIds) => {
    expect(devIdsOf(editorSearch(search))).toEqual(devIds);
  });

  it('takes a command as text, and as what the router has made of it', () => {
    const command = '["GET","urn:x//"]';
    expect(editorSearch({ command }).command).toBe(command);
    expect(editorSearch({ command: ['GET', 'urn:x//'] }).command).toBe(command);
  });

  it('leaves out what is empty or no text', () => {
    expect(editorSearch({ template: '', from: null })).toEqual({});
    expect(listSearch({ state: 'failed', name: 7, devId: '', batchId: [] })).toEqual({
      state: 'failed',
      name: '7',
    });
  });
});
