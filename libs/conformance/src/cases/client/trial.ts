import { ClientFault } from '../../peers/client-package.js';
import type { LockStepServer } from '../../peers/lock-step-server.js';
import type { Talk } from './played.js';

/** The object that the cases bring along, for clients that an object can be described to. */
export const TRIAL = 'urn:dm2:mo:trial:1.0';

/** MOID of an object that one case describes. */
export const moidOf = (name: string): string => `urn:dm2:mo:ddf-${name}:1.0`;

interface NodeText {
  /** `undefined` for an un-named node. */
  readonly name: string | undefined;
  readonly format: string;
  /** Such as `Add Get Replace`. */
  readonly access: string;
  /** Such as `One`, or `ZeroOrN 2`. */
  readonly occurrence?: string;
  readonly scope?: 'Permanent' | 'Dynamic';
  /** More elements of DFProperties, as XML. */
  readonly more?: string;
  readonly children?: readonly string[];
}

/** One `<Node>` of a description. */
export function node({
  name,
  format,
  access,
  occurrence,
  scope,
  more = '',
  children = [],
}: NodeText): string {
  const [kind, n] = (occurrence ?? '').split(' ');
  const accesses = access.split(' ').filter((word) => word !== '');
  return [
    '<Node>',
    name === undefined ? '<NodeName/>' : `<NodeName>${name}</NodeName>`,
    '<DFProperties>',
    `<AccessType>${accesses.map((word) => `<${word}/>`).join('')}</AccessType>`,
    `<DFFormat><${format}/></DFFormat>`,
    occurrence === undefined ? '' : `<Occurrence><${kind ?? ''}>${n ?? ''}</${kind ?? ''}></Occurrence>`,
    scope === undefined ? '' : `<Scope><${scope}/></Scope>`,
    more,
    '</DFProperties>',
    ...children,
    '</Node>',
  ].join('');
}

/** The root of an object: its DFType carries the MOID (TS 6.4). */
export function root(moid: string, name: string, children: readonly string[], more = ''): string {
  return node({
    name,
    format: 'node',
    access: 'Add Delete Get Replace',
    occurrence: 'ZeroOrMore',
    scope: 'Dynamic',
    more: `${more}<DFType><DDFName>${moid}</DDFName></DFType>`,
    children,
  });
}

/** A whole description. */
export function ddf(nodes: string, { head = '<VerDTD>1.3</VerDTD>', tag = 'MgmtTree' } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${tag}>${head}${nodes}</${tag}>`;
}

const leaf = (name: string, format: string, access: string, occurrence = 'One', more = ''): string =>
  node({ name, format, access, occurrence, more });

/** A leaf of each format, with a value of it as management data has it (TS 7.2.1.4). */
export const FORMAT_VALUES: Readonly<Record<string, unknown>> = {
  b64: 'AAEC',
  bin: 'AwQF',
  bool: true,
  chr: 'text',
  int: 7,
  null: null,
  xml: '<a>b</a>',
  date: '2026-11-25',
  time: '10:07:22',
  float: 1.5,
};

export const TRIAL_DDF = ddf(
  root(TRIAL, 'Trial', [
    leaf('Label', 'chr', 'Get Replace'),
    leaf('Count', 'int', 'Get Replace'),
    leaf('Note', 'chr', 'Add Delete Get Replace', 'ZeroOrOne'),
    leaf('Fixed', 'chr', 'Get'),
    leaf('Hidden', 'chr', 'Replace'),
    leaf('Run', 'null', 'Exec'),
    node({
      name: 'Kept',
      format: 'node',
      access: 'Delete Get Replace',
      occurrence: 'One',
      scope: 'Permanent',
      children: [leaf('In', 'chr', 'Get Replace')],
    }),
    node({
      name: 'Items',
      format: 'node',
      access: 'Add Get Replace',
      occurrence: 'One',
      children: [
        node({
          name: undefined,
          format: 'node',
          access: 'Add Delete Get Replace',
          occurrence: 'ZeroOrMore',
          children: [
            leaf('Name', 'chr', 'Get Replace'),
            leaf('Size', 'int', 'Add Delete Get Replace', 'ZeroOrOne'),
          ],
        }),
      ],
    }),
  ]),
  { head: '<VerDTD>1.3</VerDTD><Man>conformance</Man><Mod>trial</Mod>' },
);

/** One instance of it, as management data. */
export function trialData(label: string, more: Readonly<Record<string, unknown>> = {}): object {
  return {
    ClientURI: `${TRIAL}//`,
    MOData: {
      Trial: {
        Label: label,
        Count: 1,
        Fixed: 'fixed',
        Hidden: 'top secret',
        Run: null,
        Kept: { In: 'kept' },
        Items: {
          one: { Name: 'first', Size: 1 },
          two: { Name: 'second', Size: 2 },
        },
        ...more,
      },
    },
  };
}

/** Makes instances by an HGET without ClientURI; gives their ClientURIs. @throws ClientFault if the client does not make them */
export async function plant(talk: Talk, server: LockStepServer, ...labels: string[]): Promise<string[]> {
  const source = server.putMo('/plant', ...labels.map((label) => trialData(label)));
  const answer = await talk.send(['HGET', source]);
  const uris = answer.uris(0);
  if (answer.codes[0] !== 200 || uris.length !== labels.length)
    throw new ClientFault(`an HGET of ${labels.length} instances was answered ${answer.body}`);
  // Which is which is told by their labels: the order of the URIs is the client's.
  const read = await talk.send(...uris.map((uri) => ['GET', `${uri}Label`]));
  const found = new Map(uris.map((uri, i) => [read.text(i) ?? '', uri]));
  return labels.map((label) => found.get(label) ?? '');
}
