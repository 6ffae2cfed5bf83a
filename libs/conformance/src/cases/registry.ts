import type { ConformanceCase } from '../case.js';
import type { ClientSubject, ServerSubject } from '../subjects.js';
import * as client from './client/client-cases.js';
import { commands, end } from './server/commands.js';
import { packageFlow } from './server/package-flow.js';
import { package1, package2, package3 } from './server/packages.js';
import { basicAuthentication, package3WithoutSession, refusals } from './server/refusals.js';

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

/** The cases that any DM Client can be put through. */
export const clientCases: readonly ConformanceCase<ClientSubject>[] = [
  client.packageFlow,
  client.package1,
  client.order,
  client.hget,
  client.hput,
  client.hpost,
  client.show,
  client.showWithoutBrowser,
  client.cont,
  client.end,
  client.noRetry,
];
