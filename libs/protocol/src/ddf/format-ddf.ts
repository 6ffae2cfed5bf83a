import { ACCESS_TYPES, type Ddf, type DdfNode } from './ddf.js';

/** Writes a device description as XML (DM 1.3 DDF). */
export function formatDdf(ddf: Ddf): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<MgmtTree>',
    `  <VerDTD>${escape(ddf.verDtd)}</VerDTD>`,
  ];
  if (ddf.man !== undefined) lines.push(`  <Man>${escape(ddf.man)}</Man>`);
  if (ddf.mod !== undefined) lines.push(`  <Mod>${escape(ddf.mod)}</Mod>`);
  for (const root of ddf.roots) writeNode(root, '  ', lines);
  lines.push('</MgmtTree>', '');
  return lines.join('\n');
}

function writeNode(node: DdfNode, pad: string, lines: string[]): void {
  lines.push(
    `${pad}<Node>`,
    `${pad}  ${node.name === undefined ? '<NodeName/>' : `<NodeName>${escape(node.name)}</NodeName>`}`,
    `${pad}  <DFProperties>`,
  );
  const inner = `${pad}    `;
  lines.push(
    `${inner}<AccessType>${ACCESS_TYPES.filter((type) => node.access.has(type))
      .map((type) => `<${type}/>`)
      .join('')}</AccessType>`,
  );
  if (node.defaultValue !== undefined)
    lines.push(`${inner}<DefaultValue>${escape(node.defaultValue)}</DefaultValue>`);
  if (node.description !== undefined)
    lines.push(`${inner}<Description>${escape(node.description)}</Description>`);
  lines.push(`${inner}<DFFormat><${node.format}/></DFFormat>`);
  const { kind, n } = node.occurrence;
  lines.push(
    `${inner}<Occurrence>${n === undefined ? `<${kind}/>` : `<${kind}>${n}</${kind}>`}</Occurrence>`,
  );
  lines.push(`${inner}<Scope><${node.scope}/></Scope>`);
  if (node.title !== undefined) lines.push(`${inner}<DFTitle>${escape(node.title)}</DFTitle>`);
  const types = [
    ...node.mime.map((mime) => `<MIME>${escape(mime)}</MIME>`),
    ...(node.ddfName === undefined ? [] : [`<DDFName>${escape(node.ddfName)}</DDFName>`]),
  ];
  if (types.length > 0) lines.push(`${inner}<DFType>${types.join('')}</DFType>`);
  if (!node.caseSensitive) lines.push(`${inner}<CaseSense><CIS/></CaseSense>`);
  lines.push(`${pad}  </DFProperties>`);
  for (const child of node.children) writeNode(child, `${pad}  `, lines);
  lines.push(`${pad}</Node>`);
}

function escape(text: string): string {
  return text.replace(/[&<>"\r]/g, (char) => `&#${char.charCodeAt(0)};`);
}
