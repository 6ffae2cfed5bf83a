import type { ConformanceCase } from '../../../case.js';
import type { ServerSubject } from '../../../subjects.js';
import { same, serverCase } from '../server-case.js';
import { begin, seen, toldStatuses } from './sending.js';

export interface CommandUnderTest {
  readonly item: string;
  readonly clause: string;
  readonly name: string;
  /** Its parameters, one command for each form that the specification knows. */
  readonly forms: readonly (readonly string[])[];
  /** Statuses that App. C gives it. */
  readonly statuses: readonly number[];
}

/** Statuses that any command but END may have (TS App. C). */
export const ANY = [200, 400, 500, 501, 503, 507] as const;
/** One of each class of an application's own. */
const APPLICATION = [1200, 1300, 1400, 1500] as const;

/** What holds for every command: sent as it was asked for, in order, and every status it may have is understood. */
export function commandCases(command: CommandUnderTest): ConformanceCase<ServerSubject>[] {
  return [isSent(command), isUnderstood(command)];
}

function isSent({ item, clause, name, forms }: CommandUnderTest): ConformanceCase<ServerSubject> {
  return serverCase({
    item,
    clause,
    title: `${name} is sent with its parameters in order, every form of it`,
    async run(subject, check) {
      const commands = forms.map((parameters) => [name, ...parameters]);
      const { client, first: answer } = await begin(subject, [commands]);
      check.must(
        same(answer.commands, commands),
        'the commands are sent as they were asked for, in their order',
        answer.commands,
        'TS 5.2.3',
      );
      const answers = await client.toEnd(answer);
      check.must(answers.at(-1)?.status === 200, 'their statuses are taken', answers.map(seen));
      check.must(
        (await subject.outcome()) === 'succeeded',
        'commands that were all answered 200 have succeeded',
        await subject.outcome(),
        'TS App. C',
      );
    },
  });
}

function isUnderstood({ item, name, forms, statuses }: CommandUnderTest): ConformanceCase<ServerSubject> {
  return serverCase({
    item,
    clause: 'TS App. C',
    title: `Every status that ${name} may have is taken and told`,
    async run(subject, check) {
      const codes = [...statuses, ...APPLICATION];
      const command = [name, ...(forms[0] ?? [])];
      await subject.queue([codes.map(() => command)]);
      const client = subject.client();
      const first = await client.open();
      const rest = await client.toEnd(await client.answer(codes.slice(0, first.commands.length)));
      check.must(
        rest.every(({ status }) => status === 200),
        'no valid status is refused',
        rest.map(seen),
      );
      const told = await toldStatuses(subject);
      check.must(same(told, codes), 'each command is told with its own status', told, 'TS 5.2.4');
      check.must(
        (await subject.outcome()) === 'failed',
        'commands of which some failed have not succeeded',
        await subject.outcome(),
      );
    },
  });
}
