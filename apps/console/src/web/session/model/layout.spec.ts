import { describe, expect, it } from 'vitest';
import { geometryOf, HEIGHTS, placeLabel } from '../geometry.js';
import { toDiagram } from './diagram.js';
import { heightOf, layoutOf, rowsBetween, spanOf } from './layout.js';
import { Recorder } from './recorded.fixture.js';

function longSession(exchanges: number) {
  const recorder = new Recorder();
  for (let i = 0; i < exchanges; i += 1) {
    recorder.commands(['GET', 'a']);
    recorder.statuses(200);
    if (i % 10 === 9) recorder.wait(2000);
  }
  return toDiagram(recorder.session());
}

describe('the layout of a diagram', () => {
  it('gives only the rows in sight, whatever the length', () => {
    const diagram = longSession(5000);
    const layout = layoutOf(diagram, HEIGHTS);
    expect(diagram.arrows).toHaveLength(10_000);
    expect(heightOf(layout)).toBe(10_000 * HEIGHTS.arrow + 499 * HEIGHTS.gap);
    const [first, last] = rowsBetween(layout, 100_000, 100_800);
    expect(last - first).toBeLessThan(25);
    expect(layout.tops[first]).toBeLessThanOrEqual(100_000);
    expect(layout.tops[last]).toBeGreaterThanOrEqual(100_800);
  });

  it('stays inside at both ends, and with nothing to show', () => {
    const diagram = longSession(2);
    const layout = layoutOf(diagram, HEIGHTS);
    expect(rowsBetween(layout, -300, 10_000)).toEqual([0, 4]);
    expect(rowsBetween(layoutOf(longSession(0), HEIGHTS), 0, 800)).toEqual([0, 0]);
  });

  it('ends an open band with the last row', () => {
    const recorder = new Recorder();
    recorder.commands(['SHOW', 'http://w/ui/1']);
    recorder.ui('opened');
    const diagram = toDiagram(recorder.session({ state: 'open' }));
    const [band] = diagram.bands;
    const layout = layoutOf(diagram, HEIGHTS);
    expect(band && spanOf(band, layout, 20)).toEqual({ from: HEIGHTS.arrow + 20, to: heightOf(layout) });
  });
});

describe('the geometry of a diagram', () => {
  it.each([320, 390, 700, 1280])('keeps five lifelines and every label within %i px', (width) => {
    const geometry = geometryOf(width);
    const places = ([0, 1, 2, 3, 4] as const).map((component) => geometry.x(component));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    for (const from of [0, 1, 2, 3, 4] as const)
      for (const to of [0, 1, 2, 3, 4] as const) {
        const label = placeLabel(
          geometry,
          from,
          to,
          'a label that is much longer than any arrow has room for',
        );
        const half = (label.text.length * geometry.letter) / 2;
        expect(label.x - half).toBeGreaterThanOrEqual(geometry.time);
        expect(label.x + half).toBeLessThanOrEqual(width);
      }
  });
});
