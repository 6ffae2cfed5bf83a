import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Rgb = readonly [number, number, number];

const css = readFileSync(new URL('./console.css', import.meta.url), 'utf8');
const light = css.slice(css.indexOf(':root'), css.indexOf("[data-mantine-color-scheme='dark']"));
const dark = css.slice(css.indexOf("[data-mantine-color-scheme='dark']"), css.indexOf('body {'));

/** Seen by everyone, and by eyes without one kind of cones (Machado, Oliveira, Fernandes 2009, whole loss), in linear RGB. */
const EYES: Readonly<Record<string, readonly [Rgb, Rgb, Rgb]>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no long cones': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no middle cones': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no short cones': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** A colour of the style sheet in linear RGB. */
function colour(scheme: string, name: string): Rgb {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(scheme)?.[1];
  if (hex === undefined) throw new Error(`--${name} is missing`);
  return [0, 2, 4].map((i) => {
    const value = parseInt(hex.slice(i, i + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
}

function dot(a: Rgb, b: Rgb): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Contrast (WCAG 2.2, 1.4.3). */
function contrast(a: Rgb, b: Rgb): number {
  const [one, other] = [a, b].map((rgb) => dot(rgb, [0.2126, 0.7152, 0.0722]) + 0.05) as [number, number];
  return Math.max(one, other) / Math.min(one, other);
}

/** CIE L*a*b* of what these eyes see. */
function seen(rgb: Rgb, [r, g, b]: readonly [Rgb, Rgb, Rgb]): Rgb {
  const clamped = [r, g, b].map((row) => Math.min(1, Math.max(0, dot(row, rgb)))) as unknown as Rgb;
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f(dot(clamped, [0.4124, 0.3576, 0.1805]) / 0.95047);
  const y = f(dot(clamped, [0.2126, 0.7152, 0.0722]));
  const z = f(dot(clamped, [0.0193, 0.1192, 0.9505]) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe.each([
  ['light', light],
  ['dark', dark],
])('the colours of the components, %s', (_name, scheme) => {
  const names = ['c0', 'c1', 'c2', 'c3', 'c4'];

  it.each([...names, 'quiet', 'good', 'bad', 'warn'])('--%s is readable as text on its ground', (name) => {
    expect(contrast(colour(scheme, name), colour(scheme, 'ground'))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(EYES))('are told apart by eyes with %s', (_eyes, matrix) => {
    const labs = names.map((name) => seen(colour(scheme, name), matrix));
    labs.forEach((one, i) =>
      labs.slice(i + 1).forEach((other) => {
        expect(Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])).toBeGreaterThan(20);
      }),
    );
  });
});
