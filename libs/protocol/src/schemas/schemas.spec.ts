import AjvDraft04 from 'ajv-draft-04';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeMo,
  decodePackage1,
  decodePackage2,
  decodePackage3,
  encodeCommand,
  encodeMo,
  encodePackage1,
  encodePackage2,
  encodePackage3,
  jsonSchema,
  SCHEMA_NAMES,
  sessionAlert,
  type SchemaName,
} from '../index.js';
import { alert, command, moEntry, moItem, status } from '../../test/support/arbitrary.js';

const ajv = new AjvDraft04.default({
  strict: true,
  strictTypes: false,
  strictTuples: false,
  allErrors: true,
});
const validators = new Map(SCHEMA_NAMES.map((name) => [name, ajv.compile(jsonSchema(name))]));

/** What a schema finds wrong with a value, as paths; nothing if it is valid. */
function problems(name: SchemaName, value: unknown): string[] {
  const validate = validators.get(name);
  if (!validate) throw new Error(name);
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath }) => instancePath);
}
const json = (body: Uint8Array) => JSON.parse(new TextDecoder().decode(body)) as unknown;
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('each schema', () => {
  it.each(SCHEMA_NAMES)('of %s is one of draft 4, and names the clauses it stands on', (name) => {
    const schema = jsonSchema(name);
    expect(schema['$schema']).toBe('http://json-schema.org/draft-04/schema#');
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(schema['title']).toMatch(/\bTS .*7\.2\.1\.\d/);
  });
  it('is the own object of whoever asks for it', () => {
    expect(jsonSchema('mo')).toEqual(jsonSchema('mo'));
    expect(jsonSchema('mo')).not.toBe(jsonSchema('mo'));
    expect(jsonSchema('mo')['definitions']).not.toBe(jsonSchema('mo')['definitions']);
  });
});

describe('what is written is valid', () => {
  const alerts = fc.array(alert, { minLength: 1, maxLength: 4 });
  const statuses = fc.array(status, { maxLength: 5 });

  it('as Package#1, and alerts by themselves', () => {
    fc.assert(
      fc.property(fc.option(fc.array(moEntry), { nil: undefined }), alerts, (MOS, Alert) => {
        expect(problems('package1', json(encodePackage1({ ...(MOS ? { MOS } : {}), Alert }).body))).toEqual(
          [],
        );
        expect(problems('alert', json(bytes({ Alert })))).toEqual([]);
      }),
    );
  });
  it('as Package#2', () => {
    fc.assert(
      fc.property(fc.array(command), fc.option(status, { nil: undefined }), (commands, previous) => {
        const package2 = { CMD: commands.map(encodeCommand), ...(previous ? { Status: [previous] } : {}) };
        expect(problems('package2', json(encodePackage2(package2).body))).toEqual([]);
      }),
    );
  });
  it('as Package#3', () => {
    fc.assert(
      fc.property(statuses, fc.option(alerts, { nil: undefined }), (Status, Alert) => {
        const package3 = { Status, ...(Alert ? { Alert } : {}), data: new Map() };
        expect(problems('package3', json(encodePackage3(package3).body))).toEqual([]);
      }),
    );
  });
  it('as MO data', () => {
    fc.assert(
      fc.property(fc.array(moItem), (items) => {
        expect(problems('mo', json(encodeMo(items)))).toEqual([]);
      }),
    );
  });
  it('and has no remark when it is read', () => {
    fc.assert(
      fc.property(fc.array(moEntry), alerts, statuses, (MOS, others, Status) => {
        const Alert = [sessionAlert('client'), ...others];
        expect(decodePackage1(encodePackage1({ MOS, Alert }).body).remarks).toEqual([]);
        expect(decodePackage3(encodePackage3({ Status, Alert, data: new Map() }).body).remarks).toEqual([]);
      }),
    );
  });
});

describe('what has the form of the examples of TS 7.2.1', () => {
  const operation = (component: string) => ({
    AlertType: 'urn:oma:at:scomo:1.0:OperationComplete',
    SourceURI: 'urn:oma:mo:oma-scomo:1.0/SCOMO1/Download/Package1/Operations/DownloadInstall',
    TargetURI: `urn:oma:mo:oma-scomo:1.0/SCOMO1/Inventory/Deployed/${component}`,
    Mark: 'warning',
    DataType: 'text/xml',
    Data: { DM1x: '<ResultCode>1200</ResultCode><!-- code --><Identifier>Component1ID</Identifier>' },
  });
  const package1 = {
    MOS: ['devinfo', 'sessioninfomo'].map((name) => ({
      DDF: `http://www.vendor.example/DDF/${name}1.0.ddf`,
      MOID: `urn:oma:mo:oma-${name}:1.0`,
      MIID: ['miid1'],
    })),
    Alert: [operation('Component1'), operation('Component2')],
  };
  const package2 = {
    CMD: [
      [
        'HPOST',
        'https://content.example/[DevID]',
        'urn:oma:mo:oma-dm-devinfo:1.0//',
        'urn:oma:mo:oma-sessioninfomo:1.0//',
      ],
      ['HGET', 'https://content.example/new_mo'],
      ['GET', 'urn:oma:mo:oma-sessioninfomo:1.0//CBT'],
    ],
  };
  const complete = (DataType: string) => ({
    Status: [
      { sc: 200 },
      { sc: 200, URI: ['urn:oma:mo:oma-mo:1.0/miid1/', 'urn:oma:mo:oma-mo:1.0/miid2/'] },
      { sc: 200 },
    ],
    Alert: [
      {
        AlertType: 'urn:oma:at:dcmo:1.0:OperationComplete',
        SourceURI: 'urn:oma:mo:oma-dcmo:1.0/Capability123/Operations/Enable',
        Mark: 'warning',
        DataType,
        Data: { DM1x: 1404 },
      },
    ],
  });
  const mo = [
    {
      DDF: 'http://www.vendor.example/DDF/devinfo1.0.ddf',
      ClientURI: 'oma:mo:oma-dm-devinfo:1.0//',
      CV: '686897696a7c876b7e',
      MOData: { DevInfo: { DevID: 'IMEI:493005100592800', Man: 'Vendor', DmV: '2.0', OEM: '' } },
    },
  ];

  it('is valid, and read', () => {
    expect(problems('package1', package1)).toEqual([]);
    expect(problems('alert', { Alert: package1.Alert })).toEqual([]);
    expect(problems('package2', package2)).toEqual([]);
    expect(problems('package3', complete('text/plain'))).toEqual([]);
    expect(problems('mo', mo)).toEqual([]);
    expect(decodePackage1(bytes(package1))).toMatchObject(package1);
    expect(decodePackage2(bytes(package2))).toMatchObject(package2);
    expect(decodePackage3(bytes(complete('text/plain'))).remarks).toEqual([]);
    expect(decodeMo(bytes(mo)).items).toEqual(mo);
  });

  it('is read, but not valid, where an example has a form that is tolerated', () => {
    expect(problems('package3', complete('int'))).toEqual(['/Alert/0/DataType']);
    expect(decodePackage3(bytes(complete('int'))).remarks).toHaveLength(1);
    expect(problems('package1', {})).toEqual(['']);
    expect(decodePackage1(bytes({})).remarks).toHaveLength(1);
    expect(problems('package3', { Status: [200] })).toEqual(['/Status/0']);
    expect(decodePackage3(bytes({ Status: [200] })).remarks).toHaveLength(1);
    expect(problems('mo', mo[0])).toEqual(['']);
    expect(decodeMo(bytes(mo[0])).remarks).not.toHaveLength(0);
  });
});

describe('what is not valid', () => {
  it.each<[SchemaName, unknown, string]>([
    ['package1', { Alert: [] }, '/Alert'],
    ['package1', { Alert: [{}] }, '/Alert/0'],
    ['package1', { Alert: [{ AlertType: 'a', Data: {} }] }, '/Alert/0'],
    ['package1', { Alert: [{ AlertType: 'a', Mark: 'loud' }] }, '/Alert/0/Mark'],
    ['package1', { Alert: [{ AlertType: 'a', SourceURI: 'no' }] }, '/Alert/0/SourceURI'],
    ['package1', { MOS: [{ MIID: [] }], Alert: [{ AlertType: 'a' }] }, '/MOS/0'],
    ['package2', {}, ''],
    ['package2', { CMD: [[]] }, '/CMD/0'],
    ['package2', { CMD: [['REBOOT']] }, '/CMD/0'],
    ['package2', { CMD: [['GET']] }, '/CMD/0'],
    ['package2', { CMD: [['END', 'x']] }, '/CMD/0'],
    ['package2', { CMD: [['HPUT', 'http://x/']] }, '/CMD/0'],
    ['package2', { CMD: [], Status: [] }, '/Status'],
    ['package3', {}, ''],
    ['package3', { Status: [{ sc: 20 }] }, '/Status/0/sc'],
    ['package3', { Status: [{ URI: [] }] }, '/Status/0'],
    ['mo', [{ ClientURI: 'urn:x//', MOData: {} }], '/0/MOData'],
    ['mo', [{ ClientURI: 'urn:x//', MOData: { a: 1, b: 2 } }], '/0/MOData'],
    ['mo', [{ ClientURI: 'urn:x//', MOData: { a: { b: [] } } }], '/0/MOData/a'],
    ['mo', [{ ClientURI: 'urn:x', MOData: { a: 1 } }], '/0/ClientURI'],
  ])('by the schema of %s: %j, for %s', (name, value, at) => {
    expect(problems(name, value)).toContain(at);
  });

  it('may have members of others: none is forbidden (TS 7.2.1)', () => {
    const package1 = { Alert: [{ AlertType: 'a', Vendor: 1 }], Vendor: {} };
    expect(problems('package1', package1)).toEqual([]);
  });
});
