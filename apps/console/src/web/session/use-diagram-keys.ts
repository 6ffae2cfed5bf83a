import { useEffect, useMemo, useRef } from 'react';
import type { Arrow } from './model/arrow.js';
import { useKeys } from './use-keys.js';

interface DiagramKeys {
  /** Those that are shown. */
  readonly arrows: readonly Arrow[];
  readonly chosen: Arrow | undefined;
  readonly choose: (arrow: Arrow) => void;
  readonly open: () => void;
  readonly close: () => void;
  readonly toggleFollow: () => void;
  readonly filter: () => void;
  readonly help: () => void;
}

/** The keys of a diagram; the guide lists them. */
export function useDiagramKeys(actions: DiagramKeys): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const keys = useMemo(() => {
    const go = (step: number) => {
      const { arrows, chosen, choose } = latest.current;
      const place = chosen ? arrows.indexOf(chosen) : -1;
      const now = place >= 0 ? place : step > 0 ? -1 : arrows.length;
      const next = arrows[Math.min(Math.max(now + step, 0), arrows.length - 1)];
      if (next) choose(next);
    };
    return {
      j: () => go(1),
      k: () => go(-1),
      ArrowDown: () => go(1),
      ArrowUp: () => go(-1),
      Home: () => go(-Infinity),
      End: () => go(Infinity),
      Enter: () => latest.current.open(),
      Escape: () => latest.current.close(),
      f: () => latest.current.toggleFollow(),
      '/': () => latest.current.filter(),
      '?': () => latest.current.help(),
    };
  }, []);
  useKeys(keys);
}
