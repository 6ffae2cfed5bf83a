import type { RawAnswer, RawClient } from '../../../peers/raw-client.js';
import type { ServerSubject } from '../../../subjects.js';

type Commands = readonly (readonly string[])[];

/** Queues packages and opens the session that brings the first of them. */
export async function begin(
  subject: ServerSubject,
  packages: readonly Commands[],
  final?: Commands,
): Promise<{ readonly client: RawClient; readonly first: RawAnswer }> {
  await subject.queue(packages, final);
  const client = subject.client();
  return { client, first: await client.open() };
}

/** The statuses that are told of all commands queued so far. */
export async function toldStatuses(subject: ServerSubject): Promise<(number | null)[]> {
  return (await subject.reports()).map(({ status }) => status);
}

/** An answer for whoever reads what was seen. */
export function seen({ status, body }: RawAnswer): string {
  return `${status} ${body}`;
}
