import { defineCase, type ConformanceCase } from '../../case.js';
import type { ServerSubject } from '../../subjects.js';

const MO = 'urn:dm2:mo:demo:1.0//';

/** What each command looks like on the wire, by its item (TS 5.3). END has a case of its own. */
const COMMANDS: readonly (readonly [item: string, clause: string, command: readonly string[]])[] = [
  ['DM-PACK-014-S-M', 'TS 5.3.1', ['HGET', 'http://127.0.0.1:9/x', `${MO}Level`]],
  ['DM-PACK-015-S-M', 'TS 5.3.2', ['HPUT', 'http://127.0.0.1:9/x', `${MO}Level`, `${MO}Name`]],
  ['DM-PACK-016-S-M', 'TS 5.3.3', ['HPOST', 'http://127.0.0.1:9/x', MO]],
  ['DM-PACK-017-S-M', 'TS 5.3.4', ['DELETE', `${MO}Items/first`]],
  ['DM-PACK-018-S-M', 'TS 5.3.5', ['EXEC', `${MO}Actions/Reset`]],
  ['DM-PACK-019-S-M', 'TS 5.3.6', ['GET', 'urn:x/(a)/b?nv=(a)/c:d&lv=1']],
  ['DM-PACK-020-S-M', 'TS 5.3.7', ['SHOW', 'http://127.0.0.1:9/ui?uiid=1']],
  ['DM-PACK-021-S-M', 'TS 5.3.8', ['CONT', 'http://127.0.0.1:9/dm']],
  ['DM-PACK-023-S-M', 'TS 5.3.10', ['DEFAULT', 'http://127.0.0.1:9/x', 'urn:x']],
  ['DM-PACK-024-S-O', 'TS 5.3.11', ['SUB', 'http://127.0.0.1:9/x', MO]],
  ['DM-PACK-025-S-O', 'TS 5.3.12', ['UNSUB', MO]],
];

export const commands: readonly ConformanceCase<ServerSubject>[] = COMMANDS.map(([item, clause, command]) =>
  defineCase<ServerSubject>({
    item,
    side: 'server',
    clause,
    title: `${command[0] ?? ''} is sent with its parameters in order`,
    negative: false,
    async run(subject, check) {
      await subject.queue([[command]]);
      const client = subject.client();
      const answer = await client.open();
      check.must(
        JSON.stringify(answer.commands) === JSON.stringify([command]),
        'the command is sent as the specification writes it',
        answer.commands,
      );
      const answers = await client.toEnd(answer);
      check.must(answers.at(-1)?.status === 200, 'its status is taken', answers.at(-1)?.status);
    },
  }),
);

export const end = defineCase<ServerSubject>({
  item: 'DM-PACK-022-S-M',
  side: 'server',
  clause: 'TS 5.3.9',
  title: 'END ends the session, alone or beside last commands',
  negative: false,
  async run(subject, check) {
    const client = subject.client();
    const idle = await client.open();
    check.must(
      JSON.stringify(idle.commands) === '[["END"]]',
      'with nothing to do the server answers END',
      idle.commands,
    );
    await subject.queue([], [['DELETE', `${MO}Items/first`]]);
    const last = await client.open();
    const names = last.commands.map(([name]) => name);
    check.must(
      names.includes('END') && names.includes('DELETE'),
      'last commands may travel with END',
      last.commands,
    );
    check.must(
      last.commands.filter(([name]) => name === 'END').length === 1,
      'there is one END',
      last.commands,
    );
  },
});
