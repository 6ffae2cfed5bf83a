import type { TaskStep } from '@dm2/server-engine';
import type { ReactElement } from 'react';
import { moved, replaced, shownBefore, withMember, without } from '../model/edit.js';
import { findingsAt, type Finding } from '../model/task-document.js';
import { AwaitFields } from './await-fields.js';
import { CommandRow } from './command-row.js';
import { Findings } from './findings.js';
import { RowActions } from './row-actions.js';
import { ShowFields } from './show-fields.js';
import { WhenFields } from './when-fields.js';

/** One step of the task. */
export function StepBlock({
  steps,
  index,
  devId,
  findings,
  onChange,
  actions,
}: {
  steps: readonly TaskStep[];
  index: number;
  devId: string | undefined;
  findings: readonly Finding[];
  onChange: (step: TaskStep) => void;
  actions: ReactElement;
}): ReactElement {
  const step = steps[index] ?? {};
  const { commands = [] } = step;
  const at = `steps/${index}`;
  const names = shownBefore(steps, index);
  const setCommands = (next: TaskStep['commands']) =>
    onChange(withMember(step, 'commands', next?.length === 0 ? undefined : next));
  const isAwait = step.await !== undefined;
  const isLast = index === steps.length - 1;
  const own = findings.filter(({ field, kind }) => kind === 'error' && !field.startsWith(`${at}/commands/`));
  return (
    <section className="step" aria-label={`Step ${index + 1}`}>
      <div className="bar spread">
        <h3>
          Step {index + 1}
          <span className="quiet"> · {kindOf(step)}</span>
        </h3>
        {actions}
      </div>
      {Object.keys(step.when ?? {}).length > 0 && (
        <WhenFields step={step} names={names} onChange={onChange} />
      )}
      {isAwait && <AwaitFields step={step} names={names} onChange={onChange} />}
      {step.show && (
        <ShowFields
          show={step.show}
          onChange={(show) => onChange(withMember(step, 'show', show))}
          onRemove={() => onChange(withMember(step, 'show', undefined))}
        />
      )}
      {commands.map((command, i) => (
        <CommandRow
          key={i}
          place={`Step ${index + 1} command ${i + 1}`}
          command={command}
          devId={devId}
          findings={findingsAt(findings, `${at}/commands/${i}`)}
          onChange={(next) => setCommands(replaced(commands, i, next))}
          actions={
            <RowActions
              what={`command ${i + 1} of step ${index + 1}`}
              isFirst={i === 0}
              isLast={i === commands.length - 1}
              onMove={(by) => setCommands(moved(commands, i, by))}
              onRemove={() => setCommands(without(commands, i))}
            />
          }
        />
      ))}
      <Findings findings={own} />
      <div className="bar">
        {!isAwait && (
          <button type="button" className="link" onClick={() => setCommands([...commands, ['GET', '']])}>
            Add command
          </button>
        )}
        {!isAwait && !step.show && step.final !== true && (
          <button
            type="button"
            className="link"
            onClick={() =>
              onChange({ show: { page: 'consent', data: { title: '' }, as: freshName(steps) }, ...step })
            }
          >
            Add page
          </button>
        )}
        {names.length > 0 && Object.keys(step.when ?? {}).length === 0 && (
          <button
            type="button"
            className="link"
            onClick={() => onChange({ when: { [`${names.at(-1) ?? ''}.choice`]: 'accept' }, ...step })}
          >
            Add condition
          </button>
        )}
        {(isLast || step.final === true) && !isAwait && !step.show && (
          <label className="check">
            <input
              type="checkbox"
              checked={step.final === true}
              onChange={(event) =>
                onChange(withMember(step, 'final', event.currentTarget.checked || undefined))
              }
            />
            Final: travels with END, no status comes back (TS 5.3.9)
          </label>
        )}
      </div>
    </section>
  );
}

function kindOf({ await: awaited, show, final }: TaskStep): string {
  if (awaited !== undefined) return 'waits for the user';
  if (final) return 'with END';
  return show ? 'page and commands' : 'commands';
}

function freshName(steps: readonly TaskStep[]): string {
  const used = new Set(shownBefore(steps, steps.length));
  let name = 'consent';
  for (let i = 2; used.has(name); i += 1) name = `consent${i}`;
  return name;
}
