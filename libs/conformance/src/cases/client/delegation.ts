import type { ClientPackage } from '../../peers/client-package.js';
import type { LockStepServer } from '../../peers/lock-step-server.js';
import { ACCESS_CONTROL, bootstrap } from './objects.js';
import { package0 } from './package0.js';
import type { Command, Stage, StartedClient } from './played.js';
import { memberOf } from './sending.js';

/** Access rights; `AR` is their sum (TS 12.3). */
export const RIGHT = { read: 1, write: 2, execute: 4, delegate: 8 } as const;
export const ALL_RIGHTS = 15;

/** One entry of the Delegation Access Control MO. */
export interface Permission {
  /** Name of the rule that it is in. */
  readonly rule: string;
  readonly path: unknown;
  readonly maid: unknown;
  readonly ar: unknown;
}

/** All that the Delegation Access Control MO, read with the command of this index, says of an instance. */
export function permissionsOf(
  answer: ClientPackage,
  index: number,
  moid: string,
  miid: string,
): Permission[] {
  const [root] = Object.values(answer.items(index)[0]?.MOData ?? {});
  const rules = memberOf(root, moid, miid) ?? memberOf(root, encodeURIComponent(moid), miid);
  return entries(rules).flatMap(([rule, content]) =>
    entries(memberOf(content, 'Permissions')).map(([, permission]) => ({
      rule,
      path: memberOf(content, 'Path'),
      maid: memberOf(permission, 'MAID'),
      ar: memberOf(permission, 'AR'),
    })),
  );
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** MIID of an instance, from the ClientURI of its root. */
export function miidOf(uri: string): string {
  return uri.split('/')[1] ?? '';
}

/** Where the rules of an instance are: names of the MO's nodes are percent-encoded in a ClientURI. */
export function rulesUri(moid: string, uri: string): string {
  return `${ACCESS_CONTROL}//${encodeURIComponent(moid)}/${miidOf(uri)}`;
}

let grants = 0;

/** The HGET by which a server gives another rights on an instance. */
export function grant(
  server: LockStepServer,
  at: { readonly moid: string; readonly uri: string; readonly rule: string },
  { name, maid, ar }: { readonly name: string; readonly maid: string; readonly ar: unknown },
): Command {
  const uri = `${rulesUri(at.moid, at.uri)}/${at.rule}/Permissions/${name}`;
  grants += 1;
  const source = server.putMo(`/grant-${grants}`, {
    ClientURI: uri,
    MOData: { [name]: { MAID: maid, AR: ar } },
  });
  return ['HGET', source, uri];
}

/** The HGET that makes a rule for a part of an instance. */
export function partRule(
  server: LockStepServer,
  at: { readonly moid: string; readonly uri: string },
  { path, permissions }: { readonly path: string; readonly permissions: Readonly<Record<string, number>> },
): Command {
  const uri = `${rulesUri(at.moid, at.uri)}/part`;
  grants += 1;
  const source = server.putMo(`/grant-${grants}`, {
    ClientURI: uri,
    MOData: {
      part: {
        Path: path,
        Permissions: Object.fromEntries(
          Object.entries(permissions).map(([MAID, AR], i) => [`p${i}`, { MAID, AR }]),
        ),
      },
    },
  });
  return ['HGET', source, uri];
}

/** A device that two DM Servers manage. */
export interface Shared {
  readonly client: StartedClient;
  /** Opens a session with one of them; its Package#1 waits for an answer. */
  readonly open: (serverId: 'dms1' | 'dms2') => Promise<ClientPackage>;
  readonly other: LockStepServer;
}

/** Starts a device with two accounts. */
export async function shared(
  { start, server, another }: Stage,
  descriptions: readonly string[],
  moids: { readonly dms1: readonly string[]; readonly dms2: readonly string[] },
): Promise<Shared> {
  const other = await another();
  const client = await start({
    descriptions,
    bootstrap: bootstrap(
      { srvId: 'dms1', srvUri: server.endpoint, moids: moids.dms1 },
      { srvId: 'dms2', srvUri: other.endpoint, moids: moids.dms2 },
    ),
  });
  // Both have their first session after the bootstrap.
  for (let i = 0; i < 2; i += 1) {
    await client.package();
    client.command(['END']);
  }
  let notificationId = 0;
  return {
    client,
    other,
    open: async (serverId) => {
      notificationId += 1;
      await client.notify(package0({ serverId, notificationId, reqMos: true }));
      return client.package();
    },
  };
}
