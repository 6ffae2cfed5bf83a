import { useEffect } from 'react';

/** What a key does; keys typed into a field, or with a modifier, are left alone. */
export type Keys = Readonly<Record<string, (() => void) | undefined>>;

/** Keys of the whole page. */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : undefined;
      if (target?.closest('input, textarea, select')) return;
      // A button or a link has its own Enter and arrows.
      const isControl = target?.closest('a, button, summary, [role="tab"], [role="radio"]') !== null;
      if (target && isControl && event.key.length > 1 && event.key !== 'Escape') return;
      const action = keys[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys]);
}
