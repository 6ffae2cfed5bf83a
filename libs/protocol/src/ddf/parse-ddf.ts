import { boundedRemarks, type Remark } from '../errors.js';
import type { Ddf, DdfNode } from './ddf.js';
import { graft } from './graft.js';
import { Properties } from './properties.js';
import { broken, one, parseXml, textOf, type XmlElement } from './xml-tree.js';

const CLAUSE = 'TS 6.4';
/** `1*unreserved` (TS 6.3.1). */
const NODE_NAME = /^[A-Za-z0-9._~-]+$/;
/** How a name that is given at run-time is drawn: `<x>`, `<MOID>`, `[AAuthLevel]` (TS 6.3.1.3, 6.3.1.5). */
const UN_NAMED = /^(?:<([^<>]*)>|\[([^[\]]*)\])$/;

/** The descriptions that DM 1.2 and 1.3 call 1.2; 1.3 is often written for the latter. */
const VERSIONS = ['1.2', '1.3'];

/** Where a node is read: its path in words, what it inherits, and the remarks. */
interface Surroundings {
  readonly at: string;
  readonly caseSensitive: boolean;
  readonly remarks: Remark[];
}

/**
 * Reads a device description (DM 1.3 DDF, XML). Elements that TS 6.4 does not use, such as RTProperties, are passed over.
 *
 * @throws ProtocolError naming line and element.
 */
export function parseDdf(xml: string): Ddf {
  return parseDdfWithRemarks(xml).ddf;
}

/**
 * Reads a device description and says what in it was tolerated: elements that must be there and are not, names that no ClientURI
 * can hold as they are, another version.
 *
 * @throws ProtocolError as `parseDdf`.
 */
export function parseDdfWithRemarks(xml: string): { readonly ddf: Ddf; readonly remarks: readonly Remark[] } {
  const tree = parseXml(xml);
  if (tree.name !== 'MgmtTree') throw broken(tree, 'MgmtTree', 'is the root instead of <MgmtTree>');
  const remarks: Remark[] = [];
  const verDtd = textOf(tree, 'VerDTD', 'MgmtTree');
  if (verDtd === undefined) throw broken(tree, 'MgmtTree/VerDTD', 'has no <VerDTD>');
  if (!VERSIONS.includes(verDtd))
    remarks.push({ clause: CLAUSE, text: `VerDTD: "${verDtd.slice(0, 40)}" is no version known` });
  const man = textOf(tree, 'Man', 'MgmtTree');
  const mod = textOf(tree, 'Mod', 'MgmtTree');
  const roots = graft(tree).map((node) => readNode(node, { at: 'MgmtTree', caseSensitive: true, remarks }));
  if (roots.length === 0) throw broken(tree, 'MgmtTree/Node', 'has no <Node>');
  const ddf = {
    verDtd,
    ...(man === undefined ? {} : { man }),
    ...(mod === undefined ? {} : { mod }),
    roots,
  };
  return { ddf, remarks: boundedRemarks(remarks) };
}

function readNode(element: XmlElement, { at: parent, caseSensitive, remarks }: Surroundings): DdfNode {
  const given = textOf(element, 'NodeName', parent);
  if (given === undefined) throw broken(element, `${parent}/<x>`, 'has no <NodeName>');
  const unNamed = given === '' ? [] : UN_NAMED.exec(given);
  const at = `${parent}/${unNamed ? '<x>' : given.slice(0, 100)}`;
  if (unNamed && given !== '')
    remarks.push({ clause: 'TS 6.3.1.3', text: `${at}: <NodeName> of an un-named node is "${given}"` });
  if (!unNamed && !NODE_NAME.test(given))
    remarks.push({ clause: 'TS 6.3.1', text: `${at}: the name is not of unreserved characters alone` });
  const properties = new Properties(element, at, remarks);
  const sensitive = properties.caseSensitive(caseSensitive);
  const nodes = element.children.filter(({ name }) => name === 'Node');
  const children = nodes.map((node) => readNode(node, { at, caseSensitive: sensitive, remarks }));
  checkNames(nodes, children, at);
  const path = textOf(element, 'Path', at);
  const value = one(element, 'Value', at)?.text;
  const format = properties.format(children.length > 0);
  if (value !== undefined && format === 'node')
    throw broken(element, `${at}/Value`, 'is an interior node and has a <Value>');
  const defaultValue = properties.raw('DefaultValue');
  const title = properties.text('DFTitle') ?? (unNamed?.[1] || unNamed?.[2] || undefined);
  const description = properties.text('Description');
  const ddfName = properties.ddfName();
  return {
    ...(unNamed ? {} : { name: given }),
    ...(path ? { path } : {}),
    format,
    access: properties.access(),
    occurrence: properties.occurrence(),
    scope: properties.scope(),
    ...(defaultValue === undefined ? {} : { defaultValue }),
    ...(value === undefined ? {} : { value }),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(ddfName === undefined ? {} : { ddfName }),
    mime: properties.mime(),
    caseSensitive: sensitive,
    children,
  };
}

/** A name occurs once among siblings (TS 6.3.1.3). */
function checkNames(elements: readonly XmlElement[], children: readonly DdfNode[], at: string): void {
  const names = new Set<string>();
  children.forEach(({ name }, i) => {
    if (name === undefined) return;
    const element = elements[i];
    if (names.has(name) && element)
      throw broken(element, `${at}/${name}`, 'has a <NodeName> that a sibling has', 'TS 6.3.1.3');
    names.add(name);
  });
}
