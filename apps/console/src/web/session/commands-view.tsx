import type { ReactElement } from 'react';
import type { SessionDetail } from '../api/types.js';
import { CommandResult } from './command-result.js';
import type { Pointed } from './diagram.js';
import { durationOf } from './diagram-rows.js';
import { Fact } from './fact.js';
import type { Arrow } from './model/arrow.js';
import { isGood, statusWords, type Command, type Exchange } from './model/exchanges.js';
import { hasMoreThanTheWire, resultOf, taskIdsOf } from './model/results.js';
import { PartView } from './part-view.js';
import { useResults } from './use-results.js';

interface CommandsViewProps {
  readonly exchange: Exchange;
  readonly index: number;
  /** The one command that caused the chosen arrow. */
  readonly only: number | undefined;
  readonly session: SessionDetail;
  /** All arrows of the session: some of them are what a command has caused. */
  readonly arrows: readonly Arrow[];
  readonly onPoint: (pointed: Pointed | undefined) => void;
  readonly onChoose: (arrow: Arrow) => void;
}

/** The commands of an exchange with what became of each; pointing at one lights up its arrows. */
export function CommandsView(props: CommandsViewProps): ReactElement {
  const { exchange, index, only, session, arrows, onPoint, onChoose } = props;
  const results = useResults(taskIdsOf(session), hasMoreThanTheWire(exchange));
  const commands = exchange.commands.filter((command) => only === undefined || command.index === only);
  if (commands.length === 0)
    return <p className="quiet">No commands; the device answers and the session goes on.</p>;
  const ends = exchange.commands.some(({ name }) => name === 'END');
  const caused = arrows.filter((arrow) => arrow.exchange === index && arrow.command !== undefined);
  return (
    <>
      <Answered exchange={exchange} />
      {commands.map((command) => (
        <div
          key={command.index}
          className="command"
          tabIndex={0}
          aria-label={`${command.name} ${command.parameters[0]?.value ?? ''}`}
          role="group"
          onMouseEnter={() => onPoint({ exchange: index, command: command.index })}
          onMouseLeave={() => onPoint(undefined)}
          onFocus={() => onPoint({ exchange: index, command: command.index })}
          onBlur={() => onPoint(undefined)}
        >
          <CommandView command={command} ends={ends} />
          <CommandResult result={resultOf(command, exchange, results)} />
          <Effects arrows={caused.filter((arrow) => arrow.command === command.index)} onChoose={onChoose} />
        </div>
      ))}
    </>
  );
}

/** How long the device took: all statuses of an exchange come at once. */
function Answered({ exchange: { request, response } }: { exchange: Exchange }): ReactElement | null {
  if (!response) return null;
  const ms = Date.parse(response.at) - Date.parse(request.at);
  return <p className="quiet">answered after {ms < 1000 ? `${Math.max(0, ms)} ms` : durationOf(ms)}</p>;
}

function CommandView({ command, ends }: { command: Command; ends: boolean }): ReactElement {
  const { name, clause, parameters, problem, status, uris, data } = command;
  return (
    <>
      <div className="head">
        <span>
          <strong className="mono">{name || '(no name)'}</strong> <span className="quiet">{clause}</span>
        </span>
        <Status status={status} ends={ends} />
      </div>
      {problem !== undefined && <p className="bad">{problem}</p>}
      <dl className="facts">
        {parameters.map(({ name: parameter, value }, i) => (
          <Fact key={i} name={parameter}>
            <span className="mono">{value}</span>
          </Fact>
        ))}
        {uris.map((uri) => (
          <Fact key={uri} name="URI">
            <span className="mono">{uri}</span>
          </Fact>
        ))}
      </dl>
      {data && <PartView part={data} />}
    </>
  );
}

/** What came of a command beside the session: its browser, its feedback, its transfer. */
function Effects({
  arrows,
  onChoose,
}: {
  arrows: readonly Arrow[];
  onChoose: (arrow: Arrow) => void;
}): ReactElement | null {
  if (arrows.length === 0) return null;
  return (
    <ul className="effects" aria-label="What it led to">
      {arrows.map((arrow) => (
        <li key={arrow.id}>
          <button type="button" className="link" onClick={() => onChoose(arrow)}>
            <span className="quiet">{arrow.step}</span> {arrow.label}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** A status in words; commands that travel with END have none (TS 5.3.9). */
function Status({ status, ends }: { status: number | undefined; ends: boolean }): ReactElement {
  if (status === undefined)
    return <span className="quiet">{ends ? 'no status after END' : 'no status yet'}</span>;
  const { name, meaning } = statusWords(status);
  return (
    <span className="status">
      <span className={isGood(status) ? '' : 'bad'}>
        {isGood(status) ? '✓' : '✕'} <strong>{status}</strong> {name}
      </span>
      <span className="quiet"> {meaning}</span>
    </span>
  );
}
