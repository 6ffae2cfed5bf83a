import type { ReactElement } from 'react';
import { CLIENT, colourOf, COMPONENTS, SERVER, type Component } from '../components.js';
import { HEIGHTS, LINE, placeLabel, type Geometry } from './geometry.js';
import type { Arrow } from './model/arrow.js';
import type { Mark } from './model/marks.js';

/** How a row stands to what is chosen or pointed at. */
export type Standing = 'chosen' | 'related' | 'faded' | undefined;

interface ArrowRowProps {
  readonly arrow: Arrow;
  readonly geometry: Geometry;
  readonly top: number;
  readonly time: string;
  readonly standing: Standing;
  /** Its place among all arrows, and how many there are. */
  readonly place: readonly [number, number];
  readonly onChoose: () => void;
}

/** An arrow: time, the step's number at its tail, its line, and what it carries. */
export function ArrowRow(props: ArrowRowProps): ReactElement {
  const { arrow, geometry, top, time, standing, place, onChoose } = props;
  const { width, x } = geometry;
  const label = placeLabel(geometry, arrow.from, arrow.to, arrow.good ? arrow.label : `✕ ${arrow.label}`);
  return (
    <g
      id={domIdOf(arrow.id)}
      className="arrow"
      role="option"
      aria-selected={standing === 'chosen'}
      aria-label={saysOf(arrow, time)}
      aria-posinset={place[0]}
      aria-setsize={place[1]}
      data-standing={standing}
      data-step={arrow.step}
      transform={`translate(0 ${top})`}
      onClick={onChoose}
    >
      <rect className="hit" width={width} height={HEIGHTS.arrow} />
      <text className="time" x={geometry.time} y={LINE + 4} textAnchor="end">
        {time}
      </text>
      <Line arrow={arrow} geometry={geometry} />
      <text className={arrow.good ? 'label' : 'label bad'} x={label.x} y={LINE - 12} textAnchor="middle">
        {label.text}
      </text>
      <Badge arrow={arrow} at={x(arrow.from)} />
      {arrow.remarks > 0 && <Notch count={arrow.remarks} at={(x(arrow.from) + x(arrow.to)) / 2} />}
    </g>
  );
}

/** The ground of a row that is chosen or belongs to it; it lies below the lifelines. */
export function Ground({
  standing,
  top,
  width,
}: {
  standing: Standing;
  top: number;
  width: number;
}): ReactElement {
  return (
    <g className="ground" data-standing={standing} transform={`translate(0 ${top})`} aria-hidden="true">
      <rect width={width} height={HEIGHTS.arrow} />
      {standing === 'related' && <rect className="edge" width={3} height={HEIGHTS.arrow} />}
    </g>
  );
}

/** Names an arrow's element, so that the list can say which one is active. */
export function domIdOf(arrowId: string): string {
  return `arrow-${arrowId.replace(/[^\w-]/g, '_')}`;
}

function saysOf({ step, from, to, label, good, remarks, repeated }: Arrow, time: string): string {
  const parts = [
    `${time} s`,
    step === undefined ? '' : `step ${step}${repeated ? ' again' : ''}`,
    `${COMPONENTS[from].name} to ${COMPONENTS[to].name}`,
    label,
    good ? '' : 'failed',
    remarks > 0 ? `${remarks} remark${remarks === 1 ? '' : 's'}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

const DASHES: Partial<Record<Arrow['kind'], string>> = {
  notification: '7 5',
  feedback: '2 3',
  browser: '5 3',
};

/** Solid: a package of the session. Dashed: outside of it. Dotted: feedback. Double: data to or from a repository. */
function Line({ arrow, geometry: { x } }: { arrow: Arrow; geometry: Geometry }): ReactElement {
  const [from, to] = [x(arrow.from), x(arrow.to)];
  const sign = from < to ? 1 : -1;
  const tip = to - sign * (arrow.ends ? 2 : 1);
  const end = tip - sign * 8;
  const stroke = colourOf(arrow.from);
  const width = arrow.kind === 'package' ? (arrow.ends ? 3 : 2) : 1.5;
  const lines = arrow.kind === 'transfer' ? [-1.75, 1.75] : [0];
  return (
    <g aria-hidden="true">
      {lines.map((offset) => (
        <line
          key={offset}
          x1={from}
          x2={end}
          y1={LINE + offset}
          y2={LINE + offset}
          stroke={stroke}
          strokeWidth={width}
          strokeDasharray={DASHES[arrow.kind]}
        />
      ))}
      {arrow.kind === 'refused' ? (
        <path d={`M${tip - sign * 12} ${LINE - 5}l10 10m0 -10l-10 10`} stroke="var(--bad)" strokeWidth={2} />
      ) : (
        <path d={`M${tip} ${LINE}l${-sign * 10} -5v10z`} fill={stroke} />
      )}
      {arrow.ends && <path d={`M${to} ${LINE - 9}v18`} stroke={stroke} strokeWidth={3.5} />}
    </g>
  );
}

/** The step's number, filled where it comes first and hollow where it comes again; a mark at a package that was refused. */
function Badge({ arrow: { step, from, repeated }, at }: { arrow: Arrow; at: number }): ReactElement {
  const mark = step ?? '!';
  const half = mark.length === 1 ? 9 : 14;
  const colour = colourOf(from);
  return (
    <g aria-hidden="true" transform={`translate(${at} ${LINE})`}>
      <rect
        x={-half}
        y={-9}
        width={half * 2}
        height={18}
        rx={9}
        fill={repeated ? 'var(--ground)' : colour}
        stroke={colour}
        strokeWidth={1.5}
      />
      <text className="step" y={4} textAnchor="middle" style={{ fill: repeated ? colour : 'var(--ground)' }}>
        {mark}
      </text>
    </g>
  );
}

/** Deviations, and how many. */
function Notch({ count, at }: { count: number; at: number }): ReactElement {
  return (
    <g aria-hidden="true" transform={`translate(${at} ${LINE})`}>
      <path d="M-7 0h14l-7 9z" fill="var(--warn)" />
      <text className="count" x={9} y={9}>
        {count}
      </text>
    </g>
  );
}

/** Time in which nothing happened. */
export function GapRow({ ms, top, geometry }: { ms: number; top: number; geometry: Geometry }): ReactElement {
  return (
    <g transform={`translate(0 ${top})`} aria-hidden="true">
      {COMPONENTS.map(({ name }, i) => (
        <path
          key={name}
          className="folded"
          d={`M${geometry.x(i as Component)} 5v${HEIGHTS.gap - 10}`}
          strokeDasharray="3 4"
        />
      ))}
      <text
        className="time fold"
        x={geometry.compact ? 3 : geometry.time}
        y={HEIGHTS.gap / 2 + 4}
        textAnchor={geometry.compact ? 'start' : 'end'}
      >
        {`⋯ ${durationOf(ms)}`}
      </text>
    </g>
  );
}

export function durationOf(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.round((ms % 60_000) / 1000)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What happened without anything on the wire, and how the session stands. */
export function MarkRow({
  mark: { text, tone },
  top,
  geometry: { width, x, letter, compact },
}: {
  mark: { text: string; tone: Mark['tone'] };
  top: number;
  geometry: Geometry;
}): ReactElement {
  // The server waits, and knows what fails; where it is narrow only the whole width has room for the words.
  const at = x(compact ? CLIENT : SERVER);
  const letters = Math.floor((width - at - 22) / letter);
  return (
    <g transform={`translate(0 ${top})`} role="presentation" className="mark" data-tone={tone}>
      <path d={`M${at} ${LINE - 9}l5 5l-5 5l-5 -5z`} />
      <text x={at + 12} y={LINE}>
        {text.length > letters ? `${text.slice(0, Math.max(1, letters - 1))}…` : text}
        <title>{text}</title>
      </text>
    </g>
  );
}
