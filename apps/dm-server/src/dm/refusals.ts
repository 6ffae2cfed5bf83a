import { Problem } from '@dm2/service';
import type { NotAdmitted } from '../session/stored-state.js';
import { BASIC } from './authentication/basic.js';
import { schemeNamed } from './authentication/schemes.js';

/**
 * Credentials that name another device are understood and refused (403); none, or ones that nobody has, are asked for (401). An
 * unknown device is asked for the same as a known one.
 */
export function notAdmitted(refused: NotAdmitted, realm: string): Problem {
  if (refused.other) {
    return new Problem(403, {
      code: 'other-device',
      field: 'OMADM-DevID',
      clause: 'TS 5.2',
      detail: 'OMADM-DevID is not the device that the credentials belong to',
    });
  }
  const scheme = schemeNamed(refused.scheme) ?? BASIC;
  return new Problem(401, {
    code: 'unauthenticated',
    field: 'Authorization',
    clause: 'TS 9.2',
    detail: `expected ${scheme.expected}`,
    headers: { 'www-authenticate': scheme.challenge?.(realm) ?? BASIC.challenge?.(realm) ?? '' },
  });
}

export function noSession(): Problem {
  return new Problem(400, {
    code: 'no-session',
    field: 'Content-Type',
    clause: 'TS 5.2.4',
    detail: 'a Package#3 answers a Package#2, and this device has no open session: it begins with Package#1',
  });
}

export function staleSession(): Problem {
  return new Problem(409, {
    code: 'stale-session',
    field: 'Cookie',
    clause: 'TS 5.1.1',
    detail: 'the cookie names a session that is over',
  });
}

export function sessionGone(): Problem {
  return new Problem(409, {
    code: 'session-gone',
    field: 'Status',
    clause: 'TS 5.1.1',
    detail: 'the session was ended while its answer was held back',
  });
}
