import type { DescribedNode, DescribedTree } from '@dm2/conformance';
import { parseDdf, ProtocolError, type DdfNode } from '@dm2/protocol';

/** How the server understands a device description, by the reader that it uses; `undefined` if that refuses it. */
export function describeDdf(xml: string): DescribedTree | undefined {
  try {
    const { verDtd, man, mod, roots } = parseDdf(xml);
    return {
      verDTD: verDtd,
      ...(man === undefined ? {} : { man }),
      ...(mod === undefined ? {} : { mod }),
      nodes: roots.map(described),
    };
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

function described(node: DdfNode): DescribedNode {
  return {
    ...(node.name === undefined ? {} : { name: node.name }),
    format: node.format,
    accessTypes: [...node.access],
    occurrence: node.occurrence,
    scope: node.scope,
    ...(node.defaultValue === undefined ? {} : { defaultValue: node.defaultValue }),
    ...(node.title === undefined ? {} : { title: node.title }),
    ...(node.description === undefined ? {} : { description: node.description }),
    ...(node.ddfName === undefined ? {} : { ddfName: node.ddfName }),
    mime: node.mime,
    caseSensitive: node.caseSensitive,
    nodes: node.children.map(described),
  };
}
