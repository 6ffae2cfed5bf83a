import { useElementSize } from '@mantine/hooks';
import type { ReactElement } from 'react';
import { barsOf, SERIES, ticksTo, type Minute } from './chart-model.js';

const HEIGHT = 180;
const LEFT = 44;
const BOTTOM = 22;
const TOP = 8;

const NAMES = { ended: 'ended', open: 'open now', expired: 'expired', aborted: 'aborted' } as const;

/** Sessions opened in each minute of the last hour, by what became of them; the same as a table for who does not see it. */
export function SessionsChart({ minutes }: { minutes: readonly Minute[] }): ReactElement {
  const { ref, width } = useElementSize<HTMLElement>();
  const bars = barsOf(minutes);
  const ticks = ticksTo(Math.max(0, ...bars.map(({ total }) => total)));
  const top = ticks.at(-1) ?? 1;
  const y = (count: number) => HEIGHT - BOTTOM - (count / top) * (HEIGHT - BOTTOM - TOP);
  const step = Math.max(0, width - LEFT) / Math.max(1, bars.length);
  const total = bars.reduce((sum, bar) => sum + bar.total, 0);
  return (
    <figure className="chart" ref={ref}>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={`${total} sessions in the last hour, by the minute`}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="grid" x1={LEFT} x2={width} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {bars.map(({ at, total: count, segments }, i) => (
          <g key={at}>
            {segments.map(({ series, from, to }) => (
              <rect
                key={series}
                data-series={series}
                x={LEFT + i * step + 1}
                width={Math.max(1, step - 2)}
                y={y(to)}
                height={Math.max(1, y(from) - y(to) - (from > 0 ? 1 : 0))}
              />
            ))}
            <rect className="hit" x={LEFT + i * step} width={step} y={TOP} height={HEIGHT - TOP - BOTTOM}>
              <title>{`${clock(at)}: ${count}`}</title>
            </rect>
            {i % 15 === 0 && (
              <text x={LEFT + i * step} y={HEIGHT - 6}>
                {clock(at)}
              </text>
            )}
          </g>
        ))}
      </svg>
      <figcaption className="bar">
        {SERIES.map((series) => (
          <span key={series} className="key" data-series={series}>
            {NAMES[series]}
          </span>
        ))}
      </figcaption>
      <details>
        <summary>As a table</summary>
        <div className="minutes" tabIndex={0} role="region" aria-label="Sessions by the minute">
          <table>
            <thead>
              <tr>
                <th scope="col">Minute</th>
                {SERIES.map((series) => (
                  <th key={series} scope="col">
                    {NAMES[series]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {minutes.toReversed().map((minute) => (
                <tr key={minute.at}>
                  <th scope="row">{clock(minute.at)}</th>
                  {SERIES.map((series) => (
                    <td key={series}>{minute[series]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

function clock(at: string): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
