import { dataPart, multipart, statusPart } from '../../peers/multipart.js';
import type { Checker } from '../../case.js';
import type { ServerSubject } from '../../subjects.js';
import { same, serverCase } from './server-case.js';
import { isClientUri, validatorOf, withoutValidator } from './wire/client-uri.js';
import { read } from './wire/reading.js';
import { instance, MOID, NAMED, ONLY, REPOSITORY } from './wire/sample.js';
import { begin } from './wire/sending.js';

const item = 'DM-MEC-002-S-O';
const clause = 'TS 11.2';

/** A validator with everything that has to be encoded in a query (RFC 3986 3.4). */
const CV = 'a b&c=d#e%f+ä€/?"';
const tree = (level: number) => ({ Sample: { Level: level, Name: 'x' } });

/** The device has told the validator of its instance `one`, and what was in it. */
function learned(subject: ServerSubject, uri = NAMED, cv = CV, level = 1): ReturnType<typeof read> {
  return read(subject, uri, [instance(NAMED, tree(level), { CV: cv })]);
}

/** What the server sends for one command. The device says that what was read still holds, or, without a validator, that it is busy. */
async function sentFor(subject: ServerSubject, command: readonly string[]): Promise<readonly string[]> {
  const { client, first } = await begin(subject, [[command]]);
  const sent = first.commands[0] ?? [];
  const validated = sent.some((parameter) => validatorOf(parameter) !== undefined);
  await client.toEnd(await client.answer([validated ? 304 : 503]));
  return sent;
}

/** The command is as it was asked for, but for a `cv` with the validator in its ClientURIs. */
function judgeValidated(sent: readonly string[], asked: readonly string[], cv: string, check: Checker): void {
  check.must(
    same(sent.map(withoutValidatorOf), asked),
    'apart from cv the command is as it was asked for',
    sent,
    'TS 5.2.3',
  );
  for (const uri of sent.slice(sent[0] === 'GET' ? 1 : 2)) {
    const validator = validatorOf(uri);
    // A 304 to HPUT or HPOST leaves the repository without the data: a server may have reasons not to ask for it.
    if (sent[0] === 'GET')
      check.should(validator !== undefined, 'the validator that the server knows is added', uri);
    check.must(
      isClientUri(uri) && (validator === undefined || validator.value === cv),
      'if one is added it is that validator, percent-encoded as a value of the query',
      { uri, cv },
      'TS 6.1.1.3',
    );
  }
}

function withoutValidatorOf(parameter: string): string {
  return parameter.includes('cv=') ? withoutValidator(parameter) : parameter;
}

export const cases = [
  serverCase({
    item,
    clause,
    title: 'A validator that was told with a whole instance travels with the next read of it',
    async run(subject, check) {
      await learned(subject);
      const sent = await sentFor(subject, ['GET', NAMED]);
      judgeValidated(sent, ['GET', NAMED], CV, check);
      if (validatorOf(sent[1] ?? '') === undefined) return;
      const outcome = await subject.outcome();
      check.must(outcome === 'succeeded', '304 is a success', outcome, 'TS App. C');
    },
  }),
  serverCase({
    item,
    clause,
    title:
      'A validator travels with reads of single nodes too, and HPUT and HPOST carry the right one or none',
    async run(subject, check) {
      await learned(subject);
      for (const command of [
        ['HPUT', REPOSITORY, NAMED],
        ['HPOST', REPOSITORY, `${NAMED}Level`, `${NAMED}Name`],
        ['GET', `${NAMED}Level`],
        ['GET', `${NAMED}?lv=1`],
      ])
        judgeValidated(await sentFor(subject, command), command, CV, check);
    },
  }),
  serverCase({
    item,
    clause,
    title: 'A validator belongs to the instance that was read, however it was addressed',
    async run(subject, check) {
      const first = await learned(subject, ONLY);
      check.must(
        validatorOf(first.sent[1] ?? '') === undefined,
        'before it is known there is none',
        first.sent,
      );
      judgeValidated(await sentFor(subject, ['GET', ONLY]), ['GET', ONLY], CV, check);
    },
  }),
  serverCase({
    item,
    clause,
    title: 'When the instance has changed, its new data and its new validator count',
    async run(subject, check) {
      await learned(subject);
      const again = await learned(subject, NAMED, 'second', 2);
      check.must(
        same(again.report?.data, [instance(NAMED, tree(2), { CV: 'second' })]),
        'data that comes although cv was sent is told',
        again.report?.data,
      );
      judgeValidated(await sentFor(subject, ['GET', NAMED]), ['GET', NAMED], 'second', check);
    },
  }),
  serverCase({
    item,
    clause,
    title: 'What was read before is what a 304 stands for',
    async run(subject, check) {
      await learned(subject);
      const sent = await sentFor(subject, ['GET', NAMED]);
      check.must(same(sent.map(withoutValidatorOf), ['GET', NAMED]), 'the read is sent', sent, 'TS 5.2.3');
      if (validatorOf(sent[1] ?? '') === undefined) return;
      const report = (await subject.reports()).at(-1);
      check.must(report?.status === 304, 'the status is told', report, 'TS App. C');
      check.should(
        JSON.stringify(report?.data ?? '').includes('"Level":1'),
        'with the data that still holds',
        report,
      );
    },
  }),
  serverCase({
    item,
    clause,
    title: 'Where no validator is known, none is sent',
    negative: true,
    async run(subject, check) {
      await read(subject, NAMED, [instance(NAMED, tree(1))]);
      await read(subject, `${MOID}/two/`, [instance(`${MOID}/two/`, tree(1), { CV: 'of-two' })]);
      const other = 'urn:conformance:mo:other:1.0';
      for (const uri of [NAMED, `${MOID}/three/`, `${other}/two/`, `${other}//`]) {
        const sent = await sentFor(subject, ['GET', uri]);
        check.must(same(sent, ['GET', uri]), `${uri} has no cv`, sent);
      }
    },
  }),
  serverCase({
    item,
    clause,
    title: 'One validator does not stand for several instances',
    negative: true,
    async run(subject, check) {
      await learned(subject);
      for (const uri of [`${MOID}/*/`, `${MOID}/*/Level`]) {
        const sent = await sentFor(subject, ['GET', uri]);
        check.must(same(sent, ['GET', uri]), `${uri} has no cv`, sent, 'TS 11.1');
      }
    },
  }),
  serverCase({
    item,
    clause,
    title: 'A validator is no business of commands that do not read',
    negative: true,
    async run(subject, check) {
      await learned(subject);
      const commands = [
        ['HGET', REPOSITORY, NAMED],
        ['DELETE', `${NAMED}Name`],
        ['EXEC', `${NAMED}Reset`],
        ['SUB', REPOSITORY, NAMED],
        ['UNSUB', NAMED],
      ];
      const { client, first: answer } = await begin(subject, [commands]);
      check.must(
        same(answer.commands, commands),
        'they are sent as they were asked for',
        answer.commands,
        'TS 6.1.1.3',
      );
      await client.toEnd(answer);
    },
  }),
  serverCase({
    item,
    clause,
    title: 'A device that forgot its validators is read all the same',
    async run(subject, check) {
      await learned(subject);
      const { client } = await begin(subject, [
        [
          ['GET', NAMED],
          ['GET', `${NAMED}Level`],
        ],
      ]);
      const whole = [instance(NAMED, tree(5))];
      const answer = await client.send(
        multipart([statusPart([200, 200]), dataPart(0, whole), dataPart(1, '5', 'text/plain')]),
      );
      await client.toEnd(answer);
      const [, first, second] = await subject.reports();
      check.must(
        same(first?.data, whole) && String(second?.data) === '5',
        'data without a validator is told',
        [first, second],
      );
    },
  }),
];
