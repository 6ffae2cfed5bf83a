import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { colourOf, COMPONENTS, type Component } from '../components.js';
import { ArrowRow, domIdOf, GapRow, Ground, MarkRow, type Standing } from './diagram-rows.js';
import { geometryOf, HEIGHTS, LINE, TAIL, type Geometry } from './geometry.js';
import type { Arrow, Band, Diagram } from './model/arrow.js';
import { belongsTo, secondsInto } from './model/diagram.js';
import { heightOf, layoutOf, rowsBetween, spanOf, type Layout } from './model/layout.js';

const HEAD = 42;
/** Rows beyond the edge that are drawn too, in px. */
const MARGIN = 400;

/** A command that is pointed at. */
export interface Pointed {
  readonly exchange: number;
  readonly command?: number;
}

interface DiagramViewProps {
  readonly diagram: Diagram;
  readonly chosen: Arrow | undefined;
  readonly pointed: Pointed | undefined;
  readonly follow: boolean;
  readonly onFollow: (follow: boolean) => void;
  readonly onChoose: (arrow: Arrow) => void;
  /** Why there is nothing to see. */
  readonly empty: string;
}

/** The sequence diagram, drawn as our own SVG: five lifelines, time at the left, only the rows that are in sight. */
export function DiagramView(props: DiagramViewProps): ReactElement {
  const { diagram, chosen, pointed, follow, onFollow, onChoose, empty } = props;
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sizeRef, scroller);
  const [top, setTop] = useState(0);
  const geometry = useMemo(() => geometryOf(Math.max(width, 320)), [width]);
  const layout = useMemo(() => layoutOf(diagram, HEIGHTS), [diagram]);
  const total = heightOf(layout) + TAIL;
  const [first, last] = rowsBetween(layout, top - MARGIN, top + height + MARGIN);

  useEffect(() => {
    if (follow && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [follow, total, height]);

  const chosenRow = chosen ? layout.rowOfArrow[diagram.arrows.indexOf(chosen)] : undefined;
  const chosenTop = chosenRow === undefined ? undefined : layout.tops[chosenRow];
  useEffect(() => {
    const element = scroller.current;
    if (chosenTop === undefined || !element) return;
    const seen = element.clientHeight - HEAD;
    if (chosenTop < element.scrollTop) element.scrollTop = chosenTop;
    else if (chosenTop + HEIGHTS.arrow > element.scrollTop + seen)
      element.scrollTop = chosenTop + HEIGHTS.arrow - seen;
  }, [chosenTop, chosen?.id, height]);

  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    setTop(element.scrollTop);
    const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - HEIGHTS.arrow;
    if (follow && !atEnd) onFollow(false);
  };
  const shown = diagram.rows.slice(first, last).map((row, i) => ({
    row,
    top: layout.tops[first + i] ?? 0,
    standing: row.kind === 'arrow' ? standingOf(row.arrow, chosen, pointed) : undefined,
  }));
  const isDrawn = chosenRow !== undefined && chosenRow >= first && chosenRow < last;
  return (
    <div
      ref={ref}
      className="diagram"
      role="listbox"
      tabIndex={0}
      aria-label="Sequence diagram of the session"
      aria-activedescendant={chosen && isDrawn ? domIdOf(chosen.id) : undefined}
      onScroll={onScroll}
    >
      <Heads geometry={geometry} />
      {diagram.arrows.length === 0 && <p className="none">{empty}</p>}
      <svg width={geometry.width} height={total} role="presentation">
        {shown.map(({ row, top: rowTop, standing }) =>
          standing === 'chosen' || standing === 'related' ? (
            <Ground key={row.id} standing={standing} top={rowTop} width={geometry.width} />
          ) : null,
        )}
        {COMPONENTS.map(({ name }, i) => (
          <line
            key={name}
            className="life"
            x1={geometry.x(i as Component)}
            x2={geometry.x(i as Component)}
            y2={total}
          />
        ))}
        {diagram.bands.map((band) => (
          <BandShape
            key={band.uiSessionId}
            band={band}
            layout={layout}
            geometry={geometry}
            seen={[top - MARGIN, top + height + MARGIN]}
          />
        ))}
        {shown.map(({ row, top: rowTop, standing }) => {
          if (row.kind === 'gap') return <GapRow key={row.id} ms={row.ms} top={rowTop} geometry={geometry} />;
          if (row.kind === 'mark')
            return <MarkRow key={row.id} mark={row} top={rowTop} geometry={geometry} />;
          const { arrow } = row;
          return (
            <ArrowRow
              key={row.id}
              arrow={arrow}
              geometry={geometry}
              top={rowTop}
              time={secondsInto(diagram, arrow.at)}
              standing={standing}
              place={[row.index + 1, diagram.arrows.length]}
              onChoose={() => onChoose(arrow)}
            />
          );
        })}
      </svg>
    </div>
  );
}

/** What is pointed at fades the rest; what is chosen shows the exchange it belongs to. */
function standingOf(arrow: Arrow, chosen: Arrow | undefined, pointed: Pointed | undefined): Standing {
  if (pointed && !belongsTo(arrow, pointed.exchange, pointed.command)) return 'faded';
  if (arrow.id === chosen?.id) return 'chosen';
  if (pointed) return 'related';
  return chosen?.exchange !== undefined && belongsTo(arrow, chosen.exchange, chosen.command)
    ? 'related'
    : undefined;
}

function Heads({ geometry: { width, compact, x } }: { geometry: Geometry }): ReactElement {
  return (
    <div className="heads" aria-hidden="true">
      <svg width={width} height={HEAD}>
        {COMPONENTS.map(({ name, lines }, i) => {
          const [one, two] = compact ? lines : linesOf(name);
          const at = x(i as Component);
          return (
            <g key={name} style={{ fill: colourOf(i as Component) }}>
              <text x={at} y={two === undefined ? 24 : 16} textAnchor="middle">
                {one}
              </text>
              {two !== undefined && (
                <text x={at} y={31} textAnchor="middle">
                  {two}
                </text>
              )}
              <rect x={at - 4} y={HEAD - 4} width={8} height={4} />
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** A name in one line, or in two if it is long. */
function linesOf(name: string): readonly [string, string?] {
  const last = name.lastIndexOf(' ');
  return name.length > 14 ? [name.slice(0, last), name.slice(last + 1)] : [name];
}

/** A UI session, on the lifelines of those who take part; the DM session goes on beside it. */
function BandShape({
  band,
  layout,
  geometry,
  seen,
}: {
  band: Band;
  layout: Layout;
  geometry: Geometry;
  /** The heights between which anything is drawn. */
  seen: readonly [number, number];
}): ReactElement | null {
  const { from, to } = spanOf(band, layout, LINE);
  if (to < seen[0] || from > seen[1]) return null;
  return (
    <g className="band" aria-hidden="true" transform={`translate(${band.lane * 5} 0)`}>
      {([1, 3] as const).map((component) => (
        <rect
          key={component}
          x={geometry.x(component) - 6}
          y={from}
          width={12}
          height={Math.max(10, to - from)}
          rx={2}
          fill={colourOf(component)}
          stroke={colourOf(component)}
        />
      ))}
    </g>
  );
}
