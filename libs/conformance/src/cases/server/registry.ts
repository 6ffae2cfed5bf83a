import type { ConformanceCase } from '../../case.js';
import type { ServerSubject } from '../../subjects.js';
import { commands, end } from './commands.js';
import { packageFlow } from './package-flow.js';
import { package1, package2, package3 } from './packages.js';
import { basicAuthentication, package3WithoutSession, refusals } from './refusals.js';

/** The cases that any DM Server can be put through. */
export const serverCases: readonly ConformanceCase<ServerSubject>[] = [
  packageFlow,
  package1,
  package2,
  package3,
  ...commands,
  end,
  ...refusals,
  package3WithoutSession,
  basicAuthentication,
];
