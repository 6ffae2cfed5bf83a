import type { Remark } from '@dm2/protocol';
import type { Effect } from '@dm2/server-engine';

type Known = Extract<Effect, { kind: 'knowledge' | 'forget' | 'changed' | 'stale' | 'inventory' }>;

/**
 * What is kept of a device's tree from one package. A device may send as much as a package holds; a key of the table, and the
 * time an exchange takes, have bounds.
 */
const KEPT = { instances: 1000, values: 500, doubts: 2000, nameLength: 500, depth: 100 } as const;

/** Gathers what a package tells of the device's tree; what goes beyond the bounds is passed over with a remark. */
export class KnownTree {
  readonly items: object[] = [];
  private instances = 0;
  private values = 0;
  private doubts = 0;
  private passedOver = 0;

  add(known: Known): void {
    switch (known.kind) {
      case 'inventory': {
        const miids = known.miids.filter((miid) => miid.length <= KEPT.nameLength);
        const kept = fits(known.moid) ? miids.slice(0, Math.max(0, KEPT.instances - this.instances)) : [];
        this.instances += kept.length;
        this.passedOver += known.miids.length - kept.length;
        // An object without instances is news too: those that were known are gone.
        if (fits(known.moid) && (kept.length > 0 || known.miids.length === 0))
          this.items.push({ ...known, miids: kept });
        return;
      }
      case 'knowledge':
        this.addPlace(
          known.knowledge,
          { kind: 'knowledge', ...known.knowledge },
          (this.values += 1) <= KEPT.values,
        );
        return;
      case 'forget':
      case 'changed':
        this.addPlace(known, known, (this.doubts += 1) <= KEPT.doubts);
        return;
      case 'stale':
        this.addPlace({ ...known, path: [] }, known, (this.doubts += 1) <= KEPT.doubts);
    }
  }

  remarks(): Remark[] {
    return this.passedOver === 0
      ? []
      : [
          {
            clause: 'TS 6.1',
            text: `${this.passedOver} instances or values were not kept: too many for one package, or names that are too long`,
          },
        ];
  }

  private addPlace(
    place: { readonly moid: string; readonly miid: string | null; readonly path: readonly string[] },
    item: object,
    room: boolean,
  ): void {
    const kept = room && fits(place.moid) && fits(place.miid ?? '') && place.path.length <= KEPT.depth;
    if (kept) this.items.push(item);
    else this.passedOver += 1;
  }
}

function fits(name: string): boolean {
  return name.length <= KEPT.nameLength;
}
