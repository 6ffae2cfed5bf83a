import { useId, type KeyboardEvent, type ReactElement } from 'react';
import { gapBefore, LIFELINES, sinceStart, type Arrow, type Diagram as Model } from './diagram-model.js';

const WIDTH = 860;
const LEFT = 70;
const HEAD = 44;
const ROW = 38;

function x(lifeline: number): number {
  return LEFT + 60 + (lifeline * (WIDTH - LEFT - 130)) / (LIFELINES.length - 1);
}

/** The sequence diagram, drawn as our own SVG: five lifelines, an arrow for each package and side exchange, time at the left. */
export function Diagram({
  diagram,
  selected,
  onSelect,
}: {
  diagram: Model;
  selected: string | undefined;
  onSelect: (id: string) => void;
}): ReactElement {
  const { arrows, band } = diagram;
  const marker = useId();
  const y = (index: number) => HEAD + 30 + index * ROW;
  const height = y(arrows.length) + 10;
  return (
    <div className="diagram">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="listbox" aria-label="Sequence diagram of the session">
        <defs>
          {LIFELINES.map((name, i) => (
            <marker
              key={name}
              id={`${marker}${i}`}
              viewBox="0 0 10 10"
              refX="9"
              refY="5"
              markerWidth="9"
              markerHeight="9"
              orient="auto-start-reverse"
            >
              <path d="M0 0L10 5L0 10z" fill={`var(--c${i})`} />
            </marker>
          ))}
        </defs>
        {LIFELINES.map((name, i) => (
          <g key={name} aria-hidden="true">
            <line className="life" x1={x(i)} x2={x(i)} y1={HEAD - 8} y2={height} />
            <text
              x={x(i)}
              y={HEAD - 18}
              textAnchor="middle"
              fontWeight="600"
              style={{ fill: `var(--c${i})` }}
            >
              {name}
            </text>
          </g>
        ))}
        {band && <UiBand from={y(band.from) - 4} to={y(band.to) + 12} />}
        {arrows.map((arrow, i) => (
          <ArrowRow
            key={arrow.id}
            arrow={arrow}
            y={y(i)}
            time={sinceStart(arrows, arrow)}
            gap={gapBefore(arrows, i)}
            marker={`${marker}${arrow.from}`}
            selected={arrow.id === selected}
            onSelect={() => onSelect(arrow.id)}
          />
        ))}
        {arrows.length === 0 && (
          <text x={WIDTH / 2} y={HEAD + 30} textAnchor="middle">
            Nothing has been exchanged yet.
          </text>
        )}
      </svg>
    </div>
  );
}

/** The time a UI session is open; the DM session goes on beside it. */
function UiBand({ from, to }: { from: number; to: number }): ReactElement {
  return (
    <g aria-hidden="true">
      {[1, 3].map((lifeline) => (
        <rect
          key={lifeline}
          x={x(lifeline) - 7}
          y={from}
          width={14}
          height={Math.max(8, to - from)}
          rx={4}
          fill="var(--band)"
          stroke="var(--c1)"
          strokeWidth={1}
        />
      ))}
    </g>
  );
}

interface RowProps {
  readonly arrow: Arrow;
  readonly y: number;
  readonly time: string;
  readonly gap: number | undefined;
  readonly marker: string;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

function ArrowRow({ arrow, y, time, gap, marker, selected, onSelect }: RowProps): ReactElement {
  const [from, to] = [x(arrow.from), x(arrow.to)];
  const inset = from < to ? 4 : -4;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onSelect();
  };
  const says = `${time} s, ${arrow.step === null ? '' : `step ${arrow.step}, `}${LIFELINES[arrow.from]} to ${LIFELINES[arrow.to]}: ${arrow.label}${arrow.remarks > 0 ? `, ${arrow.remarks} remarks` : ''}`;
  return (
    <g
      className="arrow"
      role="option"
      aria-selected={selected}
      aria-label={says}
      tabIndex={0}
      onClick={onSelect}
      onKeyDown={onKey}
      data-step={arrow.step ?? ''}
    >
      <rect className="hit" x={2} y={y - 22} width={WIDTH - 4} height={ROW - 4} rx={4} />
      {gap !== undefined && (
        <text className="time" x={LEFT - 8} y={y - 16} textAnchor="end">
          ⋯ {gap.toFixed(1)} s
        </text>
      )}
      <text className="time" x={LEFT - 8} y={y + 4} textAnchor="end">
        {time}
      </text>
      <line
        x1={from + inset}
        x2={to - inset}
        y1={y}
        y2={y}
        stroke={`var(--c${arrow.from})`}
        strokeWidth={arrow.kind === 'side' ? 1.4 : 2}
        strokeDasharray={arrow.kind === 'notice' ? '6 4' : arrow.kind === 'side' ? '2 3' : undefined}
        markerEnd={`url(#${marker})`}
      />
      <text
        className="label"
        x={(from + to) / 2}
        y={y - 7}
        textAnchor="middle"
        style={arrow.good ? undefined : { fill: 'var(--bad)' }}
      >
        {arrow.label.length > 44 ? `${arrow.label.slice(0, 43)}…` : arrow.label}
        {arrow.good ? '' : ' ✕'}
      </text>
      {arrow.step !== null && (
        <StepBadge step={arrow.step} x={from + (from < to ? 22 : -22)} y={y} lifeline={arrow.from} />
      )}
      {arrow.remarks > 0 && (
        <g aria-hidden="true">
          <rect x={(from + to) / 2 - 8} y={y + 3} width={16} height={13} rx={3} fill="var(--c3)" />
          <text
            x={(from + to) / 2}
            y={y + 13}
            textAnchor="middle"
            fontSize={10}
            style={{ fill: 'var(--mantine-color-body)' }}
          >
            {arrow.remarks}
          </text>
        </g>
      )}
    </g>
  );
}

/** The number of a step of the basic flow, at the arrow's beginning. */
function StepBadge({
  step,
  x: cx,
  y,
  lifeline,
}: {
  step: string;
  x: number;
  y: number;
  lifeline: number;
}): ReactElement {
  const width = step.length > 1 ? 26 : 18;
  return (
    <g aria-hidden="true">
      <rect x={cx - width / 2} y={y - 9} width={width} height={18} rx={9} fill={`var(--c${lifeline})`} />
      <text
        x={cx}
        y={y + 4}
        textAnchor="middle"
        fontSize={11}
        fontWeight="700"
        style={{ fill: 'var(--mantine-color-body)' }}
      >
        {step}
      </text>
    </g>
  );
}
