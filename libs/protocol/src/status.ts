/** The twelve DM commands (TS 5.3). */
export const COMMAND_NAMES = [
  'HGET',
  'HPUT',
  'HPOST',
  'DELETE',
  'EXEC',
  'GET',
  'SHOW',
  'CONT',
  'END',
  'DEFAULT',
  'SUB',
  'UNSUB',
] as const;

export type CommandName = (typeof COMMAND_NAMES)[number];

/** What a status code says (TS App. C). */
export interface StatusMeaning {
  readonly code: number;
  readonly name: string;
  readonly meaning: string;
}

/** The status codes of DM commands (TS App. C), by code. */
export const STATUS: Readonly<Record<number, StatusMeaning>> = Object.fromEntries(
  (
    [
      [200, 'OK', 'the command was executed'],
      [202, 'Accepted', 'the result of an asynchronous execution follows as an alert'],
      [204, 'No Content', 'the target has no content'],
      [304, 'Not Modified', 'the cache validator of the ClientURI is still current'],
      [400, 'Bad Request', 'the command is malformed'],
      [403, 'Forbidden', 'the server has no access right'],
      [404, 'Not Found', 'the target does not exist'],
      [405, 'Command Not Allowed', 'the target does not allow this command'],
      [406, 'Not Acceptable', 'no format that the receiver takes'],
      [415, 'Unsupported Media Type', 'the data retrieved was not understood'],
      [419, 'ServerURI Error', 'the HTTP exchange of the command failed'],
      [500, 'Internal Error', 'an unexpected failure of the device'],
      [501, 'Not Implemented', 'the device does not support the command'],
      [503, 'Service Unavailable', 'the device is temporarily unable'],
      [506, 'Device Full', 'there is no room for the data'],
      [507, 'User Rejected', 'the user of the device refused'],
    ] as const
  ).map(([code, name, meaning]) => [code, { code, name, meaning }]),
);

const ALWAYS = [200, 400, 500, 501, 503, 507];

/** The status codes each command may return (TS App. C). END returns none. */
export const COMMAND_STATUS: Readonly<Record<CommandName, readonly number[]>> = {
  HGET: [...ALWAYS, 403, 404, 415, 419, 506],
  HPUT: [...ALWAYS, 304, 403, 404, 406, 419],
  HPOST: [...ALWAYS, 304, 403, 404, 406, 419],
  DELETE: [...ALWAYS, 403, 404, 405],
  EXEC: [...ALWAYS, 202, 403, 404, 405],
  GET: [...ALWAYS, 204, 304, 403, 404],
  SHOW: ALWAYS,
  CONT: ALWAYS,
  END: [],
  DEFAULT: [...ALWAYS, 403, 404],
  SUB: [...ALWAYS, 403, 404],
  UNSUB: [...ALWAYS, 403, 404],
};

/** Whether a command may return a status: those of App. C, and 1000 to 1999, which are an application's own. */
export function isValidStatus(command: CommandName, code: number): boolean {
  return (code >= 1000 && code <= 1999) || COMMAND_STATUS[command].includes(code);
}
