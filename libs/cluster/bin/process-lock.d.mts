/** Who holds a lock, and on whose behalf. */
export interface LockHolder {
  pid: number;
  owner: number;
  ownerAlive: boolean;
}
export function identity(pid: number): string | undefined;
export function takeLock(file: string, owner: number): LockHolder | undefined;
export function releaseLock(file: string): void;
