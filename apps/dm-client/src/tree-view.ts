import {
  accessControlOf,
  nodeAt,
  readRules,
  RIGHT,
  rootDdf,
  validatorOf,
  type Descriptions,
  type Right,
  type StoredDevice,
  type StoredNode,
} from '@dm2/client-engine';
import { ddfChild, type DdfNode } from '@dm2/protocol';

/** A node as a person may look at it: what can't be read over the protocol, and credentials that can, have no value here. */
export interface ViewedNode {
  readonly name: string;
  readonly format: string;
  /** AccessTypes of its description (TS 6.3.1.1). */
  readonly access: readonly string[];
  readonly value?: string | number | boolean | null;
  /** What a long value is. */
  readonly blob?: { readonly size: number; readonly contentType: string };
  readonly children?: readonly ViewedNode[];
}

/** An instance, and who has which rights on it (TS 10). */
export interface ViewedInstance {
  readonly moid: string;
  readonly miid: string;
  /** The cache validator (TS 11). */
  readonly cv: string;
  /** Absent without access control: then every server may do everything. */
  readonly rules?: readonly {
    readonly path: string;
    readonly authority: string;
    readonly rights: readonly Right[];
  }[];
  /** Absent if no description of the object is known. */
  readonly root?: ViewedNode;
}

/** The DM tree as the screen shows it. */
export function viewTree(state: StoredDevice, descriptions: Descriptions): ViewedInstance[] {
  const control = accessControlOf(state);
  return state.instances.map((instance) => {
    const { moid, miid, name, root } = instance;
    const ddf = rootDdf(descriptions, moid);
    return {
      moid,
      miid,
      cv: validatorOf(state, instance),
      ...(control ? { rules: rulesOf(nodeAt(control.root, [moid, miid])) } : {}),
      ...(ddf ? { root: viewNode(name, root, ddf) } : {}),
    };
  });
}

function rulesOf(node: StoredNode | undefined): NonNullable<ViewedInstance['rules']> {
  return readRules(node).flatMap(({ path, permissions }) =>
    permissions.map(({ authority, rights }) => ({
      path: `/${path.join('/')}`,
      authority,
      rights: (Object.keys(RIGHT) as Right[]).filter((right) => (rights & RIGHT[right]) !== 0),
    })),
  );
}

function viewNode(name: string, node: StoredNode, ddf: DdfNode): ViewedNode {
  const seen = { name, format: ddf.format, access: [...ddf.access] };
  if (!ddf.access.has('Get') && !ddf.access.has('Exec')) return seen;
  if ('children' in node) {
    const children = Object.entries(node.children).flatMap(([child, below]) => {
      const described = ddfChild(ddf, child);
      return described ? [viewNode(child, below, described)] : [];
    });
    return { ...seen, children };
  }
  // TS 12.2 lets a server read the secret of its notifications; nobody else has to.
  if (!ddf.access.has('Get') || /secret/i.test(name)) return seen;
  if ('blob' in node) return { ...seen, blob: { size: node.blob.size, contentType: node.blob.contentType } };
  return { ...seen, value: node.value };
}
