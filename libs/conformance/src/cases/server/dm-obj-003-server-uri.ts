import { same, serverCase } from './server-case.js';
import { MOID, ONLY } from './wire/sample.js';
import { begin } from './wire/sending.js';

/** ServerURIs as an operator may write them (TS 6.2). */
const URIS = [
  'https://repository.example/objects/1',
  'http://repository.example:8083/a/b?c=d&e=%C3%A4',
  'https://[2001:db8::1]:8443/x',
  'https://repository.example/[DevID]/new?mnc=[MNC]&mcc=[MCC]&[Unknown]',
] as const;

/** The values that a client puts in, by their items. */
const PARAMETERS = [
  ['DM-OBJ-004-S-M', 'DevID'],
  ['DM-OBJ-005-S-M', 'MNC'],
  ['DM-OBJ-006-S-M', 'MCC'],
  ['DM-OBJ-007-S-M', 'CMNC'],
  ['DM-OBJ-008-S-M', 'CMCC'],
  ['DM-OBJ-009-S-M', 'SPName'],
] as const;

export const cases = [
  serverCase({
    item: 'DM-OBJ-003-S-M',
    clause: 'TS 6.2',
    title: 'A ServerURI is sent as it was asked for, with every command that takes one',
    async run(subject, check) {
      const commands = URIS.flatMap((uri) => [
        ['HGET', uri],
        ['HGET', uri, ONLY],
        ['HPUT', uri, ONLY],
        ['HPOST', uri, ONLY],
        ['EXEC', `${ONLY}Actions/Reset`, uri],
        ['SHOW', uri],
        ['DEFAULT', uri, MOID],
        ['SUB', uri, ONLY],
      ]);
      const { client, first: answer } = await begin(subject, [commands]);
      for (const [i, command] of commands.entries())
        check.must(
          same(answer.commands[i], command),
          `${command.join(' ')} stays what it is`,
          answer.commands[i],
        );
      await client.toEnd(answer);
    },
  }),
  ...PARAMETERS.map(([item, name]) =>
    serverCase({
      item,
      clause: 'TS 6.2',
      title: `[${name}] in a ServerURI is left for the client to replace`,
      async run(subject, check) {
        const uri = `https://repository.example/[${name}]/x?v=[${name}]`;
        const commands = [
          ['HGET', uri],
          ['HPOST', uri, ONLY],
        ];
        const { client, first: answer } = await begin(subject, [commands]);
        check.must(
          same(answer.commands, commands),
          'it is sent literally, in brackets, neither replaced nor encoded by the server',
          answer.commands,
        );
        await client.toEnd(answer);
      },
    }),
  ),
];
