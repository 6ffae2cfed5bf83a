import {
  ddfChild,
  decodeCommand,
  type AccessType,
  type ClientUri,
  type DdfNode,
  type DmCommand,
  type Segment,
} from '@dm2/protocol';
import { clientUrisOf } from './client-uris-of.js';
import { readClientUri } from './place.js';
import type { TaskDefinition, TaskProblem } from './task-definition.js';

/** The root of what describes a management object; `undefined` if nothing is known of it. */
export type Describe = (moid: string) => DdfNode | undefined;

interface Addressed {
  readonly field: string;
  readonly command: DmCommand;
  readonly clientUri: string;
}

/** What a command needs of a node's description (TS 6.3.1.1): one of these access types. */
function needed(command: DmCommand): readonly AccessType[] | undefined {
  switch (command.name) {
    case 'GET':
    case 'HPUT':
    case 'HPOST':
    case 'SUB':
      return ['Get'];
    case 'HGET':
      return ['Add', 'Replace'];
    case 'DELETE':
      return ['Delete'];
    case 'EXEC':
      return ['Exec'];
    case 'UNSUB':
    case 'SHOW':
    case 'CONT':
    case 'END':
    case 'DEFAULT':
      return undefined;
  }
}

/** The management objects that a task addresses. */
export function moidsOf(task: TaskDefinition): string[] {
  return [...new Set(addressed(task).flatMap(({ clientUri }) => readClientUri(clientUri)?.moid ?? []))];
}

/**
 * What a device will hardly do of a task: ClientURIs that can't be read (TS 6.1), that name a node which the description of the
 * object (TS 6.4) does not have, or whose access types or scope forbid the command. A device may know better, and may be meant to be
 * asked all the same: a warning never refuses a task.
 */
export function taskWarnings(task: TaskDefinition, describe: Describe): TaskProblem[] {
  return addressed(task).flatMap((at): TaskProblem[] => {
    const uri = readClientUri(at.clientUri);
    if (!uri)
      return [
        {
          field: at.field,
          clause: 'TS 6.1',
          detail: `"${excerpt(at.clientUri)}" can't be read as a ClientURI`,
        },
      ];
    const root = describe(uri.moid);
    const problem = root && (missing(uri, root) ?? forbidden(at.command, uri, root));
    return problem ? [{ field: at.field, ...problem }] : [];
  });
}

function addressed(task: TaskDefinition): Addressed[] {
  return task.steps.flatMap((step, i) =>
    (step.commands ?? []).flatMap((raw, j): Addressed[] => {
      const decoded = decodeCommand(raw);
      if (decoded.kind !== 'command') return [];
      const { command } = decoded;
      return clientUrisOf(command).map(({ clientUri, parameter }) => ({
        field: `steps/${i}/commands/${j}/${parameter}`,
        command,
        clientUri,
      }));
    }),
  );
}

/** What describes the nodes that a path may lead to; `undefined` where the description leaves open what there is. */
function nodesAt(root: DdfNode, path: readonly Segment[]): DdfNode[] | undefined {
  let nodes = [root];
  for (const segment of path) {
    if (nodes.some(isOpen)) return undefined;
    nodes = nodes.flatMap((node) =>
      segment.kind === 'name' ? (ddfChild(node, segment.name) ?? []) : node.children,
    );
  }
  return nodes;
}

/** An interior node without described children, such as `Ext`: what is below it is for a vendor to say. */
function isOpen(node: DdfNode): boolean {
  return node.format === 'node' && node.children.length === 0;
}

function missing(uri: ClientUri, root: DdfNode): Omit<TaskProblem, 'field'> | undefined {
  if (nodesAt(root, uri.path)?.length === 0)
    return { clause: 'TS 6.4', detail: `the description of ${uri.moid} has no such node` };
  const segments = [uri.instance, ...uri.path];
  for (const { letter, path } of uri.nv) {
    const at = segments.findIndex((segment) => segment.kind === 'x' && segment.letter === letter);
    if (at < 0) continue;
    const leaf = path.map((name): Segment => ({ kind: 'name', name }));
    const nodes = nodesAt(root, segments.slice(1, at + 1));
    if (nodes?.every((node) => nodesAt(node, leaf)?.length === 0))
      return {
        clause: 'TS 6.1',
        detail: `(${letter}): the description of ${uri.moid} has no node ${path.join('/')} there`,
      };
  }
  return undefined;
}

function forbidden(
  command: DmCommand,
  uri: ClientUri,
  root: DdfNode,
): Omit<TaskProblem, 'field'> | undefined {
  const wanted = needed(command);
  const nodes = nodesAt(root, uri.path);
  if (!wanted || !nodes) return undefined;
  if (!nodes.some((node) => wanted.some((type) => node.access.has(type))))
    return {
      clause: 'TS 6.3.1.1',
      detail: `${command.name} needs ${wanted.join(' or ')}, which the description of ${uri.moid} does not give this node`,
    };
  if (command.name === 'DELETE' && nodes.every((node) => node.scope === 'Permanent'))
    return { clause: 'TS 6.3', detail: 'the node is permanent: no server can delete it' };
  return undefined;
}

function excerpt(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
