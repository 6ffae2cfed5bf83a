import type { ReactElement } from 'react';
import type { Pointed } from './diagram.js';
import { isGood, statusWords, type Command, type Exchange } from './model/exchanges.js';
import { PartView } from './part-view.js';

/** The commands of an exchange with what became of each; pointing at one lights up its arrows. */
export function CommandsView({
  exchange,
  index,
  only,
  onPoint,
}: {
  exchange: Exchange;
  index: number;
  /** The one command that caused the chosen arrow. */
  only: number | undefined;
  onPoint: (pointed: Pointed | undefined) => void;
}): ReactElement {
  const commands = exchange.commands.filter((command) => only === undefined || command.index === only);
  if (commands.length === 0)
    return <p className="quiet">No commands; the device answers and the session goes on.</p>;
  const ends = exchange.commands.some(({ name }) => name === 'END');
  return (
    <>
      {commands.map((command) => (
        <div
          key={command.index}
          className="command"
          tabIndex={0}
          onMouseEnter={() => onPoint({ exchange: index, command: command.index })}
          onMouseLeave={() => onPoint(undefined)}
          onFocus={() => onPoint({ exchange: index, command: command.index })}
          onBlur={() => onPoint(undefined)}
        >
          <CommandView command={command} ends={ends} />
        </div>
      ))}
    </>
  );
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
          <ParameterView key={i} name={parameter} value={value} />
        ))}
        {uris.map((uri) => (
          <ParameterView key={uri} name="URI" value={uri} />
        ))}
      </dl>
      {data && <PartView part={data} />}
    </>
  );
}

function ParameterView({ name, value }: { name: string; value: string }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd className="mono">{value}</dd>
    </>
  );
}

/** A status in words; commands that travel with END have none (TS 5.3.9). */
function Status({ status, ends }: { status: number | undefined; ends: boolean }): ReactElement {
  if (status === undefined)
    return <span className="quiet">{ends ? 'no status after END' : 'no status yet'}</span>;
  const { name, meaning } = statusWords(status);
  return (
    <span className={isGood(status) ? '' : 'bad'} title={meaning}>
      {isGood(status) ? '✓' : '✕'} <strong>{status}</strong> {name}
    </span>
  );
}
