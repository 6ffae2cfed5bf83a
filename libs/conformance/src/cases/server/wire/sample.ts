import { ddf, ddfNode, EXECUTABLE, interior, leaf, root } from './ddf.js';

/** An object of the cases: no server needs to know more of it than any MO has. */
export const MOID = 'urn:conformance:mo:sample:1.0';
/** Its only instance, and one by its MIID. */
export const ONLY = `${MOID}//`;
export const NAMED = `${MOID}/one/`;

/** A ServerURI that no case lets anybody fetch. */
export const REPOSITORY = 'https://repository.example/objects/1';

export const GET = ['GET', ONLY] as const;
export const DELETE = ['DELETE', `${ONLY}Items/first`] as const;

/** Data of an instance as `application/dmmo+json` has it (TS 7.2.1.4). */
export function instance(
  clientUri: string,
  tree: Readonly<Record<string, unknown>>,
  more: { readonly CV?: string; readonly DDF?: string } = {},
): object {
  return { ClientURI: clientUri, ...more, MOData: tree };
}

/** The object of the cases as a device description, for a server that manages only what it has one of (DM 1.3 DDF, TS 6.4). */
export const SAMPLE_DDF = ddf(
  root(
    [
      ddfNode('Level', leaf('int')),
      ...['Name', 'Text', 'A', 'B', 'C', 'D', 'Data'].map((name) => ddfNode(name, leaf('chr'))),
      interior('Items', ddfNode('', leaf('chr', '<Occurrence><ZeroOrMore/></Occurrence>'))),
      interior('Actions', ['Reset', 'Wipe', 'Other'].map((name) => ddfNode(name, EXECUTABLE)).join('')),
    ].join(''),
    { name: 'Sample', moid: MOID },
  ),
);
