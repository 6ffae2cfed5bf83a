import { SaxesParser } from 'saxes';
import { ProtocolError } from '../errors.js';
import {
  ACCESS_TYPES,
  FORMATS,
  OCCURRENCES,
  type AccessType,
  type Ddf,
  type DdfNode,
  type Format,
  type Occurrence,
} from './ddf.js';

const CLAUSE = 'TS 6.4';
const MAX_DEPTH = 100;

interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

function fail(message: string, field = '', cause?: unknown): ProtocolError {
  return new ProtocolError(
    'malformed-ddf',
    field,
    CLAUSE,
    message,
    400,
    cause === undefined ? undefined : { cause },
  );
}

/**
 * Reads a device description (DM 1.3 DDF, XML). Elements that TS 6.4 does not use, such as RTProperties, are passed over.
 *
 * @throws ProtocolError
 */
export function parseDdf(xml: string): Ddf {
  const tree = parseXml(xml);
  if (tree.name !== 'MgmtTree') throw fail(`the document is <${tree.name}>, not <MgmtTree>`);
  const verDtd = text(tree, 'VerDTD');
  if (verDtd === undefined) throw fail('<VerDTD> is required', 'MgmtTree/VerDTD');
  const man = text(tree, 'Man');
  const mod = text(tree, 'Mod');
  return {
    verDtd,
    ...(man === undefined ? {} : { man }),
    ...(mod === undefined ? {} : { mod }),
    roots: all(tree, 'Node').map((node) => readNode(node, 'MgmtTree')),
  };
}

function readNode(element: Element, parent: string): DdfNode {
  const name = text(element, 'NodeName');
  const at = `${parent}/${name ?? '<x>'}`;
  if (!element.children.some((child) => child.name === 'NodeName'))
    throw fail(`a node of ${parent} has no <NodeName>`, at);
  const properties = element.children.find((child) => child.name === 'DFProperties');
  const type = properties && first(properties, 'DFType');
  const children = all(element, 'Node').map((child) => readNode(child, at));
  const value = properties && first(properties, 'DefaultValue');
  const title = properties && text(properties, 'DFTitle');
  const description = properties && text(properties, 'Description');
  const ddfName = type && text(type, 'DDFName');
  return {
    ...(name ? { name } : {}),
    format: readFormat(properties, children.length > 0, at),
    access: readAccess(properties, at),
    occurrence: readOccurrence(properties, at),
    scope: readScope(properties, at),
    ...(value === undefined ? {} : { defaultValue: value.text }),
    ...(title ? { title } : {}),
    ...(description ? { description } : {}),
    ...(ddfName ? { ddfName } : {}),
    mime: type ? all(type, 'MIME').map((mime) => mime.text.trim()) : [],
    caseSensitive: !properties || first(first(properties, 'CaseSense') ?? empty, 'CIS') === undefined,
    children,
  };
}

const empty: Element = { name: '', children: [], text: '' };

function readFormat(properties: Element | undefined, interior: boolean, at: string): Format {
  const element = properties && first(properties, 'DFFormat');
  if (!element) return interior ? 'node' : 'chr';
  const name = element.children[0]?.name ?? '';
  const format = FORMATS.find((known) => known === name);
  if (!format) throw fail(`${at}: <${name}> is no format`, `${at}/DFFormat`);
  if (interior && format !== 'node')
    throw fail(`${at} has children, but its format is ${format}`, `${at}/DFFormat`);
  return format;
}

function readAccess(properties: Element | undefined, at: string): ReadonlySet<AccessType> {
  const element = properties && first(properties, 'AccessType');
  if (!element) return new Set<AccessType>(['Get']);
  return new Set(
    element.children.map(({ name }) => {
      const access = ACCESS_TYPES.find((known) => known === name);
      if (!access) throw fail(`${at}: <${name}> is no access type`, `${at}/AccessType`);
      return access;
    }),
  );
}

function readOccurrence(properties: Element | undefined, at: string): Occurrence {
  const element = properties && first(properties, 'Occurrence');
  const child = element?.children[0];
  if (!child) return { kind: 'One' };
  const kind = OCCURRENCES.find((known) => known === child.name);
  if (!kind) throw fail(`${at}: <${child.name}> is no occurrence`, `${at}/Occurrence`);
  if (kind !== 'ZeroOrN' && kind !== 'OneOrN') return { kind };
  const n = Number(child.text.trim());
  if (!Number.isInteger(n) || n < 1) throw fail(`${at}: ${kind} needs a number`, `${at}/Occurrence`);
  return { kind, n };
}

function readScope(properties: Element | undefined, at: string): 'Permanent' | 'Dynamic' {
  const name = (properties && first(properties, 'Scope'))?.children[0]?.name ?? 'Dynamic';
  if (name !== 'Permanent' && name !== 'Dynamic') throw fail(`${at}: <${name}> is no scope`, `${at}/Scope`);
  return name;
}

function all(element: Element, name: string): Element[] {
  return element.children.filter((child) => child.name === name);
}

function first(element: Element, name: string): Element | undefined {
  return element.children.find((child) => child.name === name);
}

function text(element: Element, name: string): string | undefined {
  return first(element, name)?.text.trim();
}

function parseXml(xml: string): Element {
  const parser = new SaxesParser({ xmlns: false });
  const stack: Element[] = [];
  let root: Element | undefined;
  let error: Error | undefined;
  parser.on('error', (cause) => (error ??= cause));
  parser.on('opentag', ({ name }) => {
    const element: Element = { name: name.slice(name.indexOf(':') + 1), children: [], text: '' };
    stack.at(-1)?.children.push(element);
    root ??= element;
    stack.push(element);
    if (stack.length > MAX_DEPTH) error ??= new Error(`nested deeper than ${MAX_DEPTH} levels`);
  });
  const append = (chunk: string) => {
    const element = stack.at(-1);
    if (element) element.text += chunk;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => stack.pop());
  try {
    parser.write(xml).close();
  } catch (cause) {
    throw fail('the description is not XML', '', cause);
  }
  if (error || !root) throw fail(`the description is not XML: ${error?.message ?? 'it is empty'}`, '', error);
  return root;
}
