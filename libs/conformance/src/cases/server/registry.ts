import type { ConformanceCase } from '../../case.js';
import type { ServerSubject } from '../../subjects.js';
import { cases as dmMec001AccessControl } from './dm-mec-001-access-control.js';
import { cases as dmMec002Cache } from './dm-mec-002-cache.js';
import { cases as dmObj001ClientUri } from './dm-obj-001-client-uri.js';
import { cases as dmObj002Query } from './dm-obj-002-query.js';
import { cases as dmObj003ServerUri } from './dm-obj-003-server-uri.js';
import { cases as dmObj010MoDefinition } from './dm-obj-010-mo-definition.js';
import { cases as dmObj012Ddf } from './dm-obj-012-ddf.js';
import { cases as dmObj014DdfOptional } from './dm-obj-014-ddf-optional.js';
import { cases as dmPack001Flow } from './dm-pack-001-flow.js';
import { cases as dmPack002Notification } from './dm-pack-002-notification.js';
import { cases as dmPack003Ver } from './dm-pack-003-ver.js';
import { cases as dmPack004Oc } from './dm-pack-004-oc.js';
import { cases as dmPack005ServerId } from './dm-pack-005-server-id.js';
import { cases as dmPack006PreferredConType } from './dm-pack-006-preferred-con-type.js';
import { cases as dmPack007NotificationId } from './dm-pack-007-notification-id.js';
import { cases as dmPack008Sha256Digest } from './dm-pack-008-sha256-digest.js';
import { cases as dmPack009Timestamp } from './dm-pack-009-timestamp.js';
import { cases as dmPack010ReqMos } from './dm-pack-010-req-mos.js';
import { cases as dmPack011Package1 } from './dm-pack-011-package1.js';
import { cases as dmPack012Package2 } from './dm-pack-012-package2.js';
import { cases as dmPack013Multipart } from './dm-pack-013-multipart.js';
import { cases as dmPack013Package3 } from './dm-pack-013-package3.js';
import { cases as dmPack014Hget } from './dm-pack-014-hget.js';
import { cases as dmPack015Hput } from './dm-pack-015-hput.js';
import { cases as dmPack016Hpost } from './dm-pack-016-hpost.js';
import { cases as dmPack017Delete } from './dm-pack-017-delete.js';
import { cases as dmPack018Exec } from './dm-pack-018-exec.js';
import { cases as dmPack019Get } from './dm-pack-019-get.js';
import { cases as dmPack020Show } from './dm-pack-020-show.js';
import { cases as dmPack021Cont } from './dm-pack-021-cont.js';
import { cases as dmPack022End } from './dm-pack-022-end.js';
import { cases as dmPack023Default } from './dm-pack-023-default.js';
import { cases as dmPack024Sub } from './dm-pack-024-sub.js';
import { cases as dmPack025Unsub } from './dm-pack-025-unsub.js';
import { cases as dmPack026Alert } from './dm-pack-026-alert.js';
import { cases as dmPack027Synchronous } from './dm-pack-027-synchronous.js';
import { cases as dmPack028Asynchronous } from './dm-pack-028-asynchronous.js';
import { cases as dmPack029OmadmAccept } from './dm-pack-029-omadm-accept.js';
import { cases as dmSec001Basic } from './dm-sec-001-basic.js';
import { cases as dmSer001Binary } from './dm-ser-001-binary.js';
import { cases as dmSer003Json } from './dm-ser-003-json.js';
import { cases as dmSer004Other } from './dm-ser-004-other.js';
import { cases as dmStdobj001Devinfo } from './dm-stdobj-001-devinfo.js';
import { cases as dmStdobj002DmAccount } from './dm-stdobj-002-dm-account.js';
import { cases as dmStdobj003DelegationAccessControl } from './dm-stdobj-003-delegation-access-control.js';
import { cases as dmStdobj004SessionInformation } from './dm-stdobj-004-session-information.js';

/** The cases that any DM Server can be put through, by the item that each is about. */
export const serverCases: readonly ConformanceCase<ServerSubject>[] = [
  ...dmMec001AccessControl,
  ...dmMec002Cache,
  ...dmObj001ClientUri,
  ...dmObj002Query,
  ...dmObj003ServerUri,
  ...dmObj010MoDefinition,
  ...dmObj012Ddf,
  ...dmObj014DdfOptional,
  ...dmPack001Flow,
  ...dmPack002Notification,
  ...dmPack003Ver,
  ...dmPack004Oc,
  ...dmPack005ServerId,
  ...dmPack006PreferredConType,
  ...dmPack007NotificationId,
  ...dmPack008Sha256Digest,
  ...dmPack009Timestamp,
  ...dmPack010ReqMos,
  ...dmPack011Package1,
  ...dmPack012Package2,
  ...dmPack013Multipart,
  ...dmPack013Package3,
  ...dmPack014Hget,
  ...dmPack015Hput,
  ...dmPack016Hpost,
  ...dmPack017Delete,
  ...dmPack018Exec,
  ...dmPack019Get,
  ...dmPack020Show,
  ...dmPack021Cont,
  ...dmPack022End,
  ...dmPack023Default,
  ...dmPack024Sub,
  ...dmPack025Unsub,
  ...dmPack026Alert,
  ...dmPack027Synchronous,
  ...dmPack028Asynchronous,
  ...dmPack029OmadmAccept,
  ...dmSec001Basic,
  ...dmSer001Binary,
  ...dmSer003Json,
  ...dmSer004Other,
  ...dmStdobj001Devinfo,
  ...dmStdobj002DmAccount,
  ...dmStdobj003DelegationAccessControl,
  ...dmStdobj004SessionInformation,
];
