import { MOID, type MoEntry } from '@dm2/protocol';
import { accessControlOf, AccessRights, serverAuthority } from './access-rights.js';
import { mayManage, type Account, type Descriptions } from './accounts.js';
import type { PendingAlert, StoredDevice } from './stored-device.js';

/**
 * Each object a server was provisioned for, with the instances on which it has any right (TS 5.2.2). A device without access control
 * has no Delegation Access Control MO either (TS 12.3).
 */
export function managedObjects(
  device: StoredDevice,
  account: Account,
  descriptions: Descriptions,
): MoEntry[] {
  const rights = new AccessRights(device, serverAuthority(account.srvId));
  return [...descriptions.keys()]
    .filter((moid) => mayManage(account, moid))
    .filter((moid) => moid !== MOID.accessControl || accessControlOf(device))
    .map((moid) => ({
      DDF: `urn:dm2:ddf:${moid}`,
      MOID: moid,
      MIID: device.instances
        .filter((instance) => instance.moid === moid && rights.any(moid, instance.miid))
        .map(({ miid }) => miid),
    }));
}

/** Alerts that wait for a server; the result of an EXEC goes where the EXEC said (TS 5.3.5). */
export function alertsFor({ pendingAlerts }: StoredDevice, { srvId }: Account, url: string): PendingAlert[] {
  return pendingAlerts.filter(
    (pending) =>
      (pending.srvId === undefined || pending.srvId === srvId) &&
      (pending.serverUri === undefined || pending.serverUri === url),
  );
}
