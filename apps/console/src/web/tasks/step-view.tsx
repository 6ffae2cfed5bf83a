import { COMMAND_SIGNATURES } from '@dm2/protocol';
import type { ReactElement } from 'react';
import type { TaskResult } from '../api/types.js';
import { JsonTree } from '../pages/json-tree.js';
import { State, When } from '../pages/states.js';
import { isGood, statusWords } from '../session/model/exchanges.js';
import { DataView } from './data-view.js';
import type { ShownStep, StepCommand } from './model/steps-of.js';
import { outcomeInWords, resultReasonInWords } from './words.js';

const MARKS: Readonly<Record<ShownStep['state'], string>> = {
  done: 'succeeded',
  failed: 'failed',
  skipped: 'cancelled',
  running: 'running',
  waiting: 'waiting',
  'to come': 'queued',
  'not reached': 'queued',
};

/** One step with its commands. */
export function StepView({ step }: { step: ShownStep }): ReactElement {
  const { index, definition, state, commands, page, since } = step;
  const conditions = Object.entries(definition.when ?? {});
  return (
    <li className="step" data-state={state} aria-label={`Step ${index + 1}`}>
      <div className="bar spread">
        <h2>Step {index + 1}</h2>
        <State value={MARKS[state]} label={state} />
      </div>
      {conditions.length > 0 && (
        <p className="quiet">
          only if{' '}
          {conditions.map(([name, wanted], i) => (
            <span key={name}>
              {i > 0 && ' and '}
              <span className="mono">{name}</span> is <span className="mono">{String(wanted)}</span>
            </span>
          ))}
        </p>
      )}
      {definition.await !== undefined && (
        <p>
          Waits for the answers of <span className="mono">{definition.await}</span> up to{' '}
          {definition.upTo ?? '30s'}, otherwise {OTHERWISE[definition.otherwise ?? 'continue']}
          {since !== null && (
            <>
              ; since <When at={since} />
            </>
          )}
          .
        </p>
      )}
      {page && (
        <p className="quiet">
          UI session <State value={page.state} />
          {page.reason !== undefined && `: ${resultReasonInWords(page.reason) ?? ''}`}
        </p>
      )}
      {commands.map((command, i) => (
        <CommandView key={i} {...command} />
      ))}
    </li>
  );
}

const OTHERWISE = {
  continue: 'goes on',
  callback: 'ends the session and calls the device back when they come',
  fail: 'fails',
} as const;

function CommandView({ command, result }: StepCommand): ReactElement {
  const [name = '', ...parameters] = command;
  const clause = Object.hasOwn(COMMAND_SIGNATURES, name)
    ? COMMAND_SIGNATURES[name as keyof typeof COMMAND_SIGNATURES].clause
    : undefined;
  const reason = result?.reason === undefined ? undefined : resultReasonInWords(result.reason);
  return (
    <div className="task-command">
      <div className="bar spread">
        <span className="mono wrap">
          <strong>{name}</strong> {parameters.join(' ')} <span className="quiet">{clause}</span>
        </span>
        <Outcome result={result} />
      </div>
      {reason !== undefined && <p className="quiet">{reason}</p>}
      {(result?.uris ?? []).map((uri) => (
        <p key={uri} className="mono wrap quiet">
          {uri}
        </p>
      ))}
      {result?.data && <DataView data={result.data} />}
      {result?.alert && <AlertView alert={result.alert} />}
    </div>
  );
}

/** A status in words, or why there is none. */
function Outcome({ result }: { result: TaskResult | undefined }): ReactElement {
  if (!result) return <span className="quiet">not answered yet</span>;
  const { status, outcome } = result;
  if (status === null) {
    const text = outcome === undefined ? 'no status' : outcomeInWords(outcome);
    return <span className={outcome === 'unknown' ? 'bad' : 'quiet'}>{text}</span>;
  }
  const { name, meaning } = statusWords(status);
  return (
    <span className={isGood(status) ? '' : 'bad'}>
      {isGood(status) ? '✓' : '✕'} <strong>{status}</strong> {name}
      <span className="quiet">, {meaning}</span>
    </span>
  );
}

/** What the device reported of an asynchronous EXEC (TS 5.4.1). */
function AlertView({ alert }: { alert: NonNullable<TaskResult['alert']> }): ReactElement {
  return (
    <div className="stack tight">
      <p>
        Reported <When at={alert.at} /> by the alert <span className="mono wrap">{alert.type}</span>
        {alert.mark !== null && `, ${alert.mark}`} <span className="quiet">TS 5.4.1</span>
      </p>
      {alert.data && <JsonTree value={alert.data} />}
    </div>
  );
}
