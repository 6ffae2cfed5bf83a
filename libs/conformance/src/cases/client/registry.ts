import type { ConformanceCase } from '../../case.js';
import type { ClientSubject } from '../../client-subject.js';
import { cases as packageFlow } from './dm-pack-001-package-flow.js';
import { cases as package0 } from './dm-pack-002-package0.js';
import { cases as ver } from './dm-pack-003-ver.js';
import { cases as serverId } from './dm-pack-005-server-id.js';
import { cases as preferredConType } from './dm-pack-006-preferred-con-type.js';
import { cases as notificationId } from './dm-pack-007-notification-id.js';
import { cases as sha256Digest } from './dm-pack-008-sha256-digest.js';
import { cases as timestamp } from './dm-pack-009-timestamp.js';
import { cases as reqMos } from './dm-pack-010-req-mos.js';
import { cases as package1 } from './dm-pack-011-package1.js';
import { cases as package2 } from './dm-pack-012-package2.js';
import { cases as package3 } from './dm-pack-013-package3.js';
import { cases as hget } from './dm-pack-014-hget.js';
import { cases as hput } from './dm-pack-015-hput.js';
import { cases as hpost } from './dm-pack-016-hpost.js';
import { cases as deleteNode } from './dm-pack-017-delete.js';
import { cases as exec } from './dm-pack-018-exec.js';
import { cases as get } from './dm-pack-019-get.js';
import { cases as show } from './dm-pack-020-show.js';
import { cases as cont } from './dm-pack-021-cont.js';
import { cases as end } from './dm-pack-022-end.js';
import { cases as defaultSource } from './dm-pack-023-default.js';
import { cases as sub } from './dm-pack-024-sub.js';
import { cases as unsub } from './dm-pack-025-unsub.js';
import { cases as genericAlert } from './dm-pack-026-generic-alert.js';
import { cases as synchronousReporting } from './dm-pack-027-synchronous-reporting.js';
import { cases as asynchronousReporting } from './dm-pack-028-asynchronous-reporting.js';
import { cases as clientUri } from './dm-obj-001-client-uri.js';
import { cases as clientUriQuery } from './dm-obj-002-client-uri-query.js';
import { cases as serverUri } from './dm-obj-003-server-uri.js';
import { cases as moDefinition } from './dm-obj-010-mo-definition.js';
import { cases as accessRights } from './dm-obj-012-access-rights.js';
import { cases as ddf } from './dm-obj-013-ddf.js';
import { cases as path } from './dm-obj-019-path.js';
import { cases as value } from './dm-obj-020-value.js';
import { cases as formats } from './dm-obj-021-formats.js';
import { cases as properties } from './dm-obj-024-properties.js';
import { cases as json } from './dm-ser-003-json.js';
import { cases as basicAuthentication } from './dm-sec-001-basic-authentication.js';
import { cases as accessControl } from './dm-mec-001-access-control.js';
import { cases as cache } from './dm-mec-002-cache.js';
import { cases as devinfo } from './dm-stdobj-001-devinfo.js';
import { cases as dmAccount } from './dm-stdobj-002-dm-account.js';
import { cases as accessControlObject } from './dm-stdobj-003-access-control-object.js';
import { cases as sessionInformation } from './dm-stdobj-004-session-information.js';

/** The cases that any DM Client can be put through, one file for each item. */
export const clientCases: readonly ConformanceCase<ClientSubject>[] = [
  ...packageFlow,
  ...package0,
  ...ver,
  ...serverId,
  ...preferredConType,
  ...notificationId,
  ...sha256Digest,
  ...timestamp,
  ...reqMos,
  ...package1,
  ...package2,
  ...package3,
  ...hget,
  ...hput,
  ...hpost,
  ...deleteNode,
  ...exec,
  ...get,
  ...show,
  ...cont,
  ...end,
  ...defaultSource,
  ...sub,
  ...unsub,
  ...genericAlert,
  ...synchronousReporting,
  ...asynchronousReporting,
  ...clientUri,
  ...clientUriQuery,
  ...serverUri,
  ...moDefinition,
  ...accessRights,
  ...ddf,
  ...path,
  ...value,
  ...formats,
  ...properties,
  ...json,
  ...basicAuthentication,
  ...accessControl,
  ...cache,
  ...devinfo,
  ...dmAccount,
  ...accessControlObject,
  ...sessionInformation,
];
