/** A leaf of a device description as XML (DM 1.3 DDF, TS 6.4). */
export function ddfNode(name: string, properties: string): string {
  return `<Node><NodeName>${name}</NodeName><DFProperties>${properties}</DFProperties></Node>`;
}

/** A whole description. */
export function ddf(nodes: string, head = '<VerDTD>1.3</VerDTD>'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE MgmtTree PUBLIC "-//OMA//DTD-DM-DDF 1.3//EN" "http://www.openmobilealliance.org/tech/DTD/DM_DDF-V1_3.dtd">\n<MgmtTree>${head}${nodes}</MgmtTree>`;
}

export const FORMATS = [
  'b64',
  'bin',
  'bool',
  'chr',
  'int',
  'node',
  'null',
  'xml',
  'date',
  'time',
  'float',
] as const;

const GETTABLE = '<AccessType><Get/></AccessType>';

/** Properties of a leaf, with more of them after AccessType and DFFormat. */
export function leaf(format: string, more = ''): string {
  return `${GETTABLE}<DFFormat><${format}/></DFFormat>${more}`;
}

/** A root with children below; its DDFName is a MOID. */
export function root(
  children: string,
  { name = 'Root', moid = 'urn:conformance:mo:described:1.0', more = '' } = {},
): string {
  const type = `<DFType><DDFName>${moid}</DDFName></DFType>`;
  return `<Node><NodeName>${name}</NodeName>${more}<DFProperties>${leaf('node', type)}</DFProperties>${children}</Node>`;
}

/** An interior node below the root. */
export function interior(name: string, children: string): string {
  return `<Node><NodeName>${name}</NodeName><DFProperties>${leaf('node')}</DFProperties>${children}</Node>`;
}

/** Properties of a node that EXEC is for. */
export const EXECUTABLE = '<AccessType><Exec/></AccessType><DFFormat><null/></DFFormat>';
