import type { IncomingHttpHeaders } from 'node:http';
import { accepts, MEDIA, ProtocolError } from '@dm2/protocol';
import { SessionError } from '@dm2/server-engine';
import { Problem } from '@dm2/service';

/** One POST to the DM endpoint, read wholly. */
export interface DmRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  readonly at: Date;
  /** Aborted when the client has closed its connection. */
  readonly gone: AbortSignal;
}

/** The answer to it. */
export interface DmAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly cookie: string;
}

/** What this server takes, for `OMADM-Accept` (TS 5.5). */
export const ACCEPTED = [MEDIA.initiation, MEDIA.response, MEDIA.multipart].join(', ');

/** `OMADM-DevID` is in each package (TS 5.2). @throws Problem 400 */
export function devIdOf(headers: IncomingHttpHeaders): string {
  const header = headers['omadm-devid'];
  const devId = typeof header === 'string' ? header.trim() : '';
  if (devId === '' || devId.length > 255 || !/^[\x21-\x7e]+$/.test(devId)) {
    throw new Problem(400, {
      code: devId === '' ? 'dev-id-missing' : 'dev-id-malformed',
      field: 'OMADM-DevID',
      clause: 'TS 5.2',
      detail: `the header OMADM-DevID ${devId === '' ? 'is missing' : 'is not one device id of at most 255 visible characters'}: each package carries the value of DevInfo/DevID`,
    });
  }
  return devId;
}

/** The client must take Package#2; one that says nothing does (TS 5.5). @throws Problem 406 */
export function checkAccept(headers: IncomingHttpHeaders): void {
  if (accepts(headers.accept, MEDIA.request)) return;
  throw new Problem(406, {
    code: 'not-acceptable',
    field: 'Accept',
    clause: 'TS 5.5',
    detail: `the answer is ${MEDIA.request}, and Accept does not take it`,
  });
}

/** Errors of the wire and of the session as HTTP answers: with field and clause, and what is supported after a 415. */
export function asProblem(error: unknown): unknown {
  if (error instanceof ProtocolError) {
    return new Problem(error.httpStatus, {
      code: error.code,
      field: error.field,
      clause: error.clause,
      detail: error.message,
      ...(error.httpStatus === 415 ? { headers: { 'omadm-accept': ACCEPTED } } : {}),
    });
  }
  if (error instanceof SessionError) {
    return new Problem(error.httpStatus, {
      code: error.code,
      field: error.field,
      clause: error.clause,
      detail: error.message,
    });
  }
  return error;
}
