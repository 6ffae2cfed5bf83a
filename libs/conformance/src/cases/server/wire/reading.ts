import { dataPart, multipart, statusPart } from '../../../peers/multipart.js';
import type { RawAnswer } from '../../../peers/raw-client.js';
import type { CommandReport, ServerSubject } from '../../../subjects.js';

/** One GET that is answered 200 with this data, in a session of its own: what came and what is told. */
export async function read(
  subject: ServerSubject,
  uri: string,
  data: unknown,
  contentType?: string,
): Promise<{
  readonly sent: readonly string[];
  readonly answer: RawAnswer;
  readonly report: CommandReport | undefined;
}> {
  await subject.queue([[['GET', uri]]]);
  const client = subject.client();
  const first = await client.open();
  const answer = await client.send(multipart([statusPart([200]), dataPart(0, data, contentType)]));
  await client.toEnd(answer);
  return { sent: first.commands[0] ?? [], answer, report: (await subject.reports()).at(-1) };
}
