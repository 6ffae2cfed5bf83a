import { MOID, parseDdf, STANDARD_DDFS, type DdfNode, type RawCommand } from '@dm2/protocol';
import { describe, expect, it } from 'vitest';
import { moidsOf, taskWarnings, type TaskDefinition } from './index.js';

const node = (name: string, properties: string, children = '') =>
  `<Node><NodeName>${name}</NodeName><DFProperties>${properties}<DFType><MIME>text/plain</MIME></DFType></DFProperties>${children}</Node>`;
const access = (...types: string[]) =>
  `<AccessType>${types.map((type) => `<${type}/>`).join('')}</AccessType>`;
const INTERIOR = '<DFFormat><node/></DFFormat>';
const TEXT = '<DFFormat><chr/></DFFormat>';
const XML = `<MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>Vendor</NodeName><DFProperties>${access('Get')}${INTERIOR}<DFType><DDFName>urn:v:1.0</DDFName></DFType></DFProperties>
${node('Mode', access('Get', 'Replace') + TEXT)}
${node('Secret', access('Replace') + TEXT)}
${node('Run', `${access('Exec')}<DFFormat><null/></DFFormat>`)}
${node('Fixed', `${access('Get', 'Delete')}${TEXT}<Scope><Permanent/></Scope>`)}
${node('Ext', access('Get') + INTERIOR)}
${node('List', access('Get') + INTERIOR, node('', access('Get', 'Add', 'Delete') + INTERIOR, node('Name', access('Get') + TEXT)))}
</Node></MgmtTree>`;
const vendor = parseDdf(XML).roots[0];

const describeMoid = (moid: string): DdfNode | undefined =>
  moid === 'urn:v:1.0' ? vendor : STANDARD_DDFS.get(moid)?.roots[0];
const task = (...commands: RawCommand[]): TaskDefinition => ({ name: 't', steps: [{ commands }] });
const warn = (...command: string[]) => taskWarnings(task(command), describeMoid);

describe('a task is warned about (TS 6.4)', () => {
  it.each([
    [['GET', 'urn:v:1.0//Nowhere'], 1, 'TS 6.4', /no such node/],
    [['GET', 'urn:v:1.0//Mode/Below'], 1, 'TS 6.4', /no such node/],
    [['GET', 'urn:v:1.0/*/List/*/Nowhere'], 1, 'TS 6.4', /no such node/],
    [['UNSUB', 'urn:v:1.0//Nowhere'], 1, 'TS 6.4', /no such node/],
    [['GET', 'urn:v:1.0//List/(a)/Name?nv=(a)/Label:x'], 1, 'TS 6.1', /no node Label there/],
    [['GET', 'urn:v:1.0/(a)/Mode?nv=(a)/Nowhere:x'], 1, 'TS 6.1', /\(a\).*Nowhere/],
    [['GET', 'urn:v:1.0//Secret'], 1, 'TS 6.3.1.1', /GET needs Get/],
    [['HPUT', 'http://r/x', 'urn:v:1.0//Mode', 'urn:v:1.0//Secret'], 3, 'TS 6.3.1.1', /HPUT needs Get/],
    [['SUB', 'http://r/x', 'urn:v:1.0//Secret'], 2, 'TS 6.3.1.1', /SUB needs Get/],
    [['HGET', 'http://r/x', 'urn:v:1.0//Run'], 2, 'TS 6.3.1.1', /HGET needs Add or Replace/],
    [['DELETE', 'urn:v:1.0//Mode'], 1, 'TS 6.3.1.1', /DELETE needs Delete/],
    [['DELETE', 'urn:v:1.0//Fixed'], 1, 'TS 6.3', /permanent/],
    [['EXEC', 'urn:v:1.0//Mode', 'http://s/dm'], 1, 'TS 6.3.1.1', /EXEC needs Exec/],
    [['EXEC', `${MOID.devInfo}//Lang`], 1, 'TS 6.3.1.1', /EXEC needs Exec/],
    [['GET', 'urn:v:1.0'], 1, 'TS 6.1', /can't be read/],
    [['GET', 'urn:v:1.0//(a)'], 1, 'TS 6.1', /can't be read/],
  ])('%j: parameter %i, %s', (command, parameter, clause, detail) => {
    expect(warn(...command)).toEqual([
      { field: `steps/0/commands/0/${parameter}`, clause, detail: expect.stringMatching(detail) as string },
    ]);
  });

  it.each([
    [['GET', 'urn:v:1.0//']],
    [['GET', 'urn:v:1.0/*/Mode?lv=1']],
    [['HGET', 'http://r/x', 'urn:v:1.0/a/Mode']],
    [['HGET', 'http://r/x', 'urn:v:1.0//List/new']],
    [['HGET', 'http://r/x']],
    [['DELETE', 'urn:v:1.0//List/(a)?nv=(a)/Name:x']],
    [['EXEC', 'urn:v:1.0/(a)/Run?nv=(a)/Mode:x']],
    [['GET', 'urn:v:1.0//Ext/whatever/a/vendor/has']],
    [['GET', 'urn:v:1.0/(a)/Mode?nv=(a)/Ext/Vendor:x']],
    [['GET', 'urn:nobody:described//x']],
    [['GET', `${MOID.devInfo}//Lang`]],
    [['SHOW', 'http://s/x']],
    [['CONT', 'http://s/dm']],
    [['DEFAULT', 'http://r/x', 'urn:v:1.0']],
  ])('but not about %j', (command) => {
    expect(warn(...command)).toEqual([]);
  });

  it('at each place of each step', () => {
    const definition: TaskDefinition = {
      name: 't',
      steps: [
        { show: { page: 'p', as: 'a' } },
        {
          commands: [
            ['GET', 'urn:v:1.0//'],
            ['GET', 'urn:v:1.0//A'],
          ],
        },
        { final: true, commands: [['HPOST', 'http://r/x', 'urn:v:1.0//B', 'urn:v:1.0//C']] },
      ],
    };
    expect(taskWarnings(definition, describeMoid).map(({ field }) => field)).toEqual([
      'steps/1/commands/1/1',
      'steps/2/commands/0/2',
      'steps/2/commands/0/3',
    ]);
    expect(moidsOf(definition)).toEqual(['urn:v:1.0']);
  });

  it('of no standard object whose root a GET reads', () => {
    for (const moid of STANDARD_DDFS.keys()) expect(warn('GET', `${moid}/*/`)).toEqual([]);
  });
});
