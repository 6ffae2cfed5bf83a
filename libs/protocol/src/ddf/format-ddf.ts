import { ProtocolError } from '../errors.js';
import { ACCESS_TYPES, type Ddf, type DdfNode } from './ddf.js';

/** What XML 1.0 can't carry. */
const NO_CHAR = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Writes a device description as XML (DM 1.3 DDF), with the elements of DFProperties in the order of its document type.
 *
 * @throws ProtocolError for text that XML can't carry.
 */
export function formatDdf(ddf: Ddf): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<MgmtTree>',
    `  <VerDTD>${escape(ddf.verDtd)}</VerDTD>`,
  ];
  if (ddf.man !== undefined) lines.push(`  <Man>${escape(ddf.man)}</Man>`);
  if (ddf.mod !== undefined) lines.push(`  <Mod>${escape(ddf.mod)}</Mod>`);
  for (const root of ddf.roots) writeNode(root, '  ', true, lines);
  lines.push('</MgmtTree>', '');
  return lines.join('\n');
}

function writeNode(node: DdfNode, pad: string, inherited: boolean, lines: string[]): void {
  const inner = `${pad}    `;
  const text = (indent: string, name: string, value: string | undefined) => {
    if (value !== undefined) lines.push(`${indent}<${name}>${escape(value)}</${name}>`);
  };
  lines.push(`${pad}<Node>`);
  if (node.name === undefined) lines.push(`${pad}  <NodeName/>`);
  else text(`${pad}  `, 'NodeName', node.name);
  text(`${pad}  `, 'Path', node.path);
  lines.push(`${pad}  <DFProperties>`);
  const access = ACCESS_TYPES.filter((type) => node.access.has(type)).map((type) => `<${type}/>`);
  lines.push(`${inner}<AccessType>${access.join('')}</AccessType>`);
  text(inner, 'DefaultValue', node.defaultValue);
  text(inner, 'Description', node.description);
  lines.push(`${inner}<DFFormat><${node.format}/></DFFormat>`);
  const { kind, n } = node.occurrence;
  lines.push(
    `${inner}<Occurrence>${n === undefined ? `<${kind}/>` : `<${kind}>${n}</${kind}>`}</Occurrence>`,
  );
  lines.push(`${inner}<Scope><${node.scope}/></Scope>`);
  text(inner, 'DFTitle', node.title);
  const types = [
    ...node.mime.map((mime) => `<MIME>${escape(mime)}</MIME>`),
    ...(node.ddfName === undefined ? [] : [`<DDFName>${escape(node.ddfName)}</DDFName>`]),
  ];
  if (types.length > 0) lines.push(`${inner}<DFType>${types.join('')}</DFType>`);
  if (node.caseSensitive !== inherited)
    lines.push(`${inner}<CaseSense><${node.caseSensitive ? 'CS' : 'CIS'}/></CaseSense>`);
  lines.push(`${pad}  </DFProperties>`);
  for (const child of node.children) writeNode(child, `${pad}  `, node.caseSensitive, lines);
  text(`${pad}  `, 'Value', node.value);
  lines.push(`${pad}</Node>`);
}

function escape(text: string): string {
  if (NO_CHAR.test(text))
    throw new ProtocolError('malformed-ddf', '', 'TS 6.4', 'the description has text that XML cannot carry');
  return text.replace(/[&<>"\r]/g, (char) => `&#${char.charCodeAt(0)};`);
}
