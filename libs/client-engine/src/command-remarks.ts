import {
  canonicalMoid,
  COMMAND_SIGNATURES,
  decodeCommand,
  parseClientUriWithRemarks,
  ProtocolError,
  readMaid,
  type MoItem,
  type MoValue,
  type RawCommand,
  type Remark,
} from '@dm2/protocol';

/** What is tolerated in the parameters of a command (TS 6.1, 12); nothing in one that is malformed or unknown. */
export function commandRemarks(raw: RawCommand): readonly Remark[] {
  const decoded = decodeCommand(raw);
  if (decoded.kind !== 'command') return [];
  const [name, ...values] = raw;
  const { parameters } = COMMAND_SIGNATURES[decoded.command.name];
  return values.flatMap((value, i) => {
    const parameter = parameters[Math.min(i, parameters.length - 1)];
    const remarks =
      parameter === 'ClientURI' ? clientUriRemarks(value) : parameter === 'MOID' ? moidRemarks(value) : [];
    return remarks.map(({ clause, text }) => ({ clause, text: `${name ?? ''}: ${text}` }));
  });
}

function clientUriRemarks(text: string): readonly Remark[] {
  try {
    return parseClientUriWithRemarks(text).remarks;
  } catch (error) {
    if (error instanceof ProtocolError) return [];
    throw error;
  }
}

function moidRemarks(moid: string): readonly Remark[] {
  const known = canonicalMoid(moid);
  return known === moid ? [] : [{ clause: 'TS 12', text: `the MOID "${moid}" is taken as "${known}"` }];
}

/** What is tolerated in access rights (TS 12.3): authorities without their prefix. */
export function rightsRemarks(items: readonly MoItem[]): readonly Remark[] {
  const found: Remark[] = [];
  const visit = (name: string, value: MoValue): void => {
    if (name === 'MAID' && typeof value === 'string') found.push(...readMaid(value).remarks);
    else if (typeof value === 'object' && value !== null)
      for (const [child, below] of Object.entries(value)) visit(child, below);
  };
  for (const { MOData } of items) visit('', MOData);
  return found;
}
