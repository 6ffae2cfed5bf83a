import { defineCase } from '../../case.js';
import { hasEnd } from '../../peers/raw-client.js';
import type { ServerSubject } from '../../subjects.js';

const GET = ['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//'];

export const packageFlow = defineCase<ServerSubject>({
  item: 'DM-PACK-001-S-M',
  side: 'server',
  clause: 'TS 5.2',
  title: 'A session goes from Package#1 over commands and statuses to END',
  negative: false,
  async run(subject, check) {
    await subject.queue([[GET], [GET, GET]]);
    const client = subject.client();
    const answers = await client.toEnd(await client.open());
    check.must(
      answers.every(({ status }) => status === 200),
      'each package is answered 200',
      answers.map(({ status }) => status),
    );
    check.must(
      answers[0]?.commands.length === 1 && answers[1]?.commands.length === 2,
      'commands come in the order in which they were asked for',
      answers.map(({ commands }) => commands),
    );
    check.must(
      hasEnd(answers.at(-1) ?? { status: 0, headers: {}, body: '', commands: [] }),
      'the server ends the session with END',
      answers.at(-1)?.commands,
      'TS 5.3.9',
    );
    const late = await client.answer([200]);
    check.must(
      late.status === 400 || late.status === 409,
      'a Package#3 after END belongs to no session',
      late.status,
      'TS 5.2.4',
    );
  },
});
