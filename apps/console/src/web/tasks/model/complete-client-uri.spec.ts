import { describe, expect, it } from 'vitest';
import { completeClientUri, missingNode, type KnownTree } from './complete-client-uri.js';

const INFO = 'urn:oma:mo:oma-dm-devinfo:1.2';
const DEMO = 'urn:dm2:mo:demo:1.0';
const node = (path: string, format: string, ...access: string[]) => ({ path, format, access });
const known: KnownTree = {
  objects: [
    { moid: INFO, title: 'Facts of the device', onDevice: false },
    { moid: DEMO, title: 'An object to try DM commands on', onDevice: true },
  ],
  instances: new Map([[DEMO, [{ miid: 'demo', paths: ['', 'Items', 'Items/first', 'Items/first/Label'] }]]]),
  nodes: [
    node('', 'node', 'Get'),
    node('Name', 'chr', 'Get', 'Replace'),
    node('Items', 'node', 'Get'),
    node('Items/<x>', 'node', 'Get', 'Delete'),
    node('Items/<x>/Label', 'chr', 'Get'),
    node('Items/<x>/Count', 'int', 'Get'),
    node('Actions', 'node', 'Get'),
    node('Actions/Reset', 'null', 'Exec'),
    node('Ext', 'node', 'Get'),
  ],
};
const values = (text: string, ...needs: 'Exec'[]) =>
  completeClientUri(text, known, needs).map(({ value }) => value);

describe('what a ClientURI could become', () => {
  it('is an object, by any part of its MOID or title, those of the device first', () => {
    expect(values('')).toEqual([`${DEMO}/`, `${INFO}/`]);
    expect(values('FACTS')).toEqual([`${INFO}/`]);
    expect(values('nothing like it')).toEqual([]);
  });

  it('is then an instance: the only one, one by its MIID, or all', () => {
    expect(values(`${DEMO}/`)).toEqual([`${DEMO}//`, `${DEMO}/demo/`, `${DEMO}/*/`]);
    expect(values(`${DEMO}/d`)).toEqual([`${DEMO}/demo/`]);
  });

  it('is then a path, with the names that are known of the device in the place of un-named nodes', () => {
    expect(values(`${DEMO}//Items`)).toEqual([
      `${DEMO}//Items/first`,
      `${DEMO}//Items/*/Count`,
      `${DEMO}//Items/first/Label`,
    ]);
  });

  it('is first what the command can be used on', () => {
    expect(values(`${DEMO}//`, 'Exec')[0]).toBe(`${DEMO}//Actions/Reset`);
  });

  it('is nothing in a query', () => {
    expect(values(`${DEMO}//?lv=`)).toEqual([]);
  });
});

describe('a path that the description does not have', () => {
  it.each([`${DEMO}//Nome`, `${DEMO}//Items/first/Colour`])('is told: %s', (uri) => {
    expect(missingNode(uri, known.nodes)).toMatch(/has no node/);
  });

  it.each([`${DEMO}//`, `${DEMO}//Items/any/Label`, `${DEMO}//Items/*/Count?lv=1`, `${DEMO}//Ext/Vendor/x`])(
    'is no reason to say something of %s',
    (uri) => {
      expect(missingNode(uri, known.nodes)).toBeUndefined();
    },
  );
});
