import type { AccessType, CommandName } from '@dm2/protocol';

export interface CommandHelp {
  /** What it does, in a sentence. */
  readonly does: string;
  /** What each of its parameters is for, in their order; the last is that of all that follow. */
  readonly parameters: readonly string[];
  /** What of it may be left out or repeated. */
  readonly note?: string;
  /** What its target must allow (TS 6.3.1.1). */
  readonly needs?: readonly AccessType[];
}

const OBJECT = '{repository}/objects/NAME, or the URL of another server';

/** The twelve commands in words (TS 5.3). */
export const COMMAND_HELP: Readonly<Record<CommandName, CommandHelp>> = {
  GET: {
    does: 'Reads nodes: the device answers with their data.',
    parameters: ['the nodes to read'],
    needs: ['Get'],
  },
  HGET: {
    does: 'The device fetches data by HTTP GET and puts it into its tree.',
    parameters: [
      `where it fetches from: ${OBJECT}`,
      'the node that takes the data; left out, the device chooses',
    ],
    note: 'Creates the node if it is not there.',
    needs: ['Add', 'Replace'],
  },
  HPUT: {
    does: 'The device sends nodes by HTTP PUT.',
    parameters: [`where it sends them: ${OBJECT}`, 'the nodes to send'],
    needs: ['Get'],
  },
  HPOST: {
    does: 'The device sends nodes by HTTP POST.',
    parameters: [`where it sends them: ${OBJECT}`, 'the nodes to send'],
    needs: ['Get'],
  },
  DELETE: {
    does: 'Removes nodes, with all that is below them.',
    parameters: ['the nodes to remove'],
    needs: ['Delete'],
  },
  EXEC: {
    does: 'Executes a node: what happens is for its object to say.',
    parameters: ['the node to execute', 'where the result goes when it is executed asynchronously'],
    note: 'Answered 202, its result follows as an alert.',
    needs: ['Exec'],
  },
  SHOW: {
    does: 'Opens a page in the device’s browser.',
    parameters: ['the URL of the page'],
    note: 'To hear of the user’s answers, add a page to the step instead: its URL is made for you.',
  },
  CONT: {
    does: 'Continues the session at another DM endpoint.',
    parameters: ['the URL of that endpoint'],
  },
  END: {
    does: 'Ends the session.',
    parameters: [],
    note: 'The server sends it itself when nothing is left. Mark the last step final to have commands travel with it.',
  },
  DEFAULT: {
    does: 'Says where the device fetches the defaults of an object.',
    parameters: [`where they are: ${OBJECT}`, 'the object'],
  },
  SUB: {
    does: 'Subscribes: the device sends the nodes whenever they change.',
    parameters: [`where it sends them: ${OBJECT}`, 'the nodes to watch'],
    needs: ['Get'],
  },
  UNSUB: {
    does: 'Ends a subscription.',
    parameters: ['the nodes that were subscribed to'],
  },
};
