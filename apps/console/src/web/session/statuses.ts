/** Status codes in words (TS App. C). */
export const STATUS_WORDS: Readonly<Record<number, string>> = {
  200: 'OK',
  202: 'accepted, result follows',
  204: 'no content',
  304: 'not modified',
  400: 'malformed',
  403: 'forbidden',
  404: 'not found',
  405: 'not allowed here',
  406: 'not acceptable',
  415: 'not understood',
  419: 'HTTP request failed',
  500: 'failed',
  501: 'not supported',
  503: 'unavailable',
  506: 'device full',
  507: 'refused by the user',
};

/** Clause of each command (TS 5.3). */
export const COMMAND_CLAUSE: Readonly<Record<string, string>> = {
  HGET: 'TS 5.3.1',
  HPUT: 'TS 5.3.2',
  HPOST: 'TS 5.3.3',
  DELETE: 'TS 5.3.4',
  EXEC: 'TS 5.3.5',
  GET: 'TS 5.3.6',
  SHOW: 'TS 5.3.7',
  CONT: 'TS 5.3.8',
  END: 'TS 5.3.9',
  DEFAULT: 'TS 5.3.10',
  SUB: 'TS 5.3.11',
  UNSUB: 'TS 5.3.12',
};

export function isGood(status: number): boolean {
  return (status >= 200 && status < 300) || status === 304;
}
