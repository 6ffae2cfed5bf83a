import {
  isValidStatus,
  MOID,
  type CommandName,
  type MoItem,
  type Package1,
  type Remark,
} from '@dm2/protocol';

/** The clauses that give the standard objects their MOID. */
const CLAUSES: Readonly<Record<string, string>> = {
  [MOID.devInfo]: 'TS 12.1',
  [MOID.dmAccount]: 'TS 12.2',
  [MOID.accessControl]: 'TS 12.3',
  [MOID.sessionInfo]: 'TS 12.4',
};

const VERSION = /:[0-9]+(?:\.[0-9]+)*$/;

/**
 * What is unusual about the MOID of a standard object: examples of the specification leave out `urn:` or have another version. All
 * are read.
 */
export function moidRemark(moid: string): Remark | undefined {
  const full = moid.startsWith('oma:') ? `urn:${moid}` : moid;
  const base = full.replace(VERSION, '');
  const known = Object.entries(CLAUSES).find(([standard]) => standard.replace(VERSION, '') === base);
  if (full !== moid) {
    return { clause: known?.[1] ?? 'TS 6.1', text: `the MOID "${excerpt(moid)}" lacks "urn:"` };
  }
  if (!known || known[0] === moid) return undefined;
  return {
    clause: known[1],
    text: `the MOID "${excerpt(moid)}" is of another version; the specification has ${known[0]}`,
  };
}

/** Each MOID is remarked on once. */
function moidRemarks(moids: Iterable<string>): Remark[] {
  return [...new Set(moids)].flatMap((moid) => moidRemark(moid) ?? []);
}

/** What was tolerated in what a Package#1 says (TS 5.2.2), beside what its reader met. */
export function package1Remarks(package1: Package1): Remark[] {
  return moidRemarks((package1.MOS ?? []).flatMap(({ MOID: moid }) => moid ?? []));
}

/** What was tolerated in the data of a GET (TS 7.2.1.4). */
export function itemRemarks(items: readonly MoItem[]): Remark[] {
  return moidRemarks(items.map(({ ClientURI }) => ClientURI.split('/', 1)[0] ?? ''));
}

/** A status that App. C does not list for the command. It is taken as what it says. */
export function statusRemark(command: CommandName, sc: number, index: number): Remark[] {
  return isValidStatus(command, sc)
    ? []
    : [{ clause: 'TS App. C', text: `Status/${index}: ${sc} is no status of ${command}` }];
}

function excerpt(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
