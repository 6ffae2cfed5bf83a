import { parseDdf, type DdfNode, type ProtocolError } from '../../src/index.js';

/** Pieces of descriptions. */
export const tree = (...nodes: string[]) => `<MgmtTree><VerDTD>1.2</VerDTD>${nodes.join('')}</MgmtTree>`;
export const node = (name: string, properties = '', below = '') =>
  `<Node><NodeName>${name}</NodeName><DFProperties><AccessType><Get/></AccessType>${properties}</DFProperties>${below}</Node>`;
export const leaf = (name: string, properties = '') => node(name, `<DFFormat><chr/></DFFormat>${properties}`);
export const interior = (name: string, below: string, properties = '') =>
  node(name, `<DFFormat><node/></DFFormat>${properties}`, below);
export const root = (xml: string): DdfNode => {
  const [first] = parseDdf(xml).roots;
  if (!first) throw new Error('no root');
  return first;
};
export const failure = (xml: string) => {
  try {
    parseDdf(xml);
  } catch (error) {
    return error as ProtocolError;
  }
  return undefined;
};
