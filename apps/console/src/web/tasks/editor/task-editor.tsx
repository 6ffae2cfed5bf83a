import type { TaskDefinition, TaskStep } from '@dm2/server-engine';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import { Failed } from '../../pages/states.js';
import { moved, replaced, shownBefore, without } from '../model/edit.js';
import { formatTask } from '../model/format-task.js';
import { findingsAt, readTask } from '../model/task-document.js';
import { taskSchemaQuery } from '../queries.js';
import { DevicePicker } from './device-picker.js';
import { JsonEditor } from './json-editor.js';
import { QueueResult } from './queue-result.js';
import { RowActions } from './row-actions.js';
import { StepBlock } from './step-block.js';
import { TaskFields } from './task-fields.js';
import { useQueue } from './use-queue.js';

/**
 * A task as blocks and as JSON, side by side. The text is the one thing that is kept: blocks are read from it and write it, so the
 * two are always in step.
 */
export function TaskEditor({
  start,
  devIds,
  onDevices,
}: {
  start: string;
  devIds: readonly string[];
  onDevices: (devIds: string[]) => void;
}): ReactElement {
  const [text, setText] = useState(start);
  const schema = useQuery(taskSchemaQuery);
  const { task, findings } = useMemo(() => readTask(text, schema.data), [text, schema.data]);
  const queue = useQueue();
  const set = (next: TaskDefinition) => setText(formatTask(next));
  const errors = findings.filter(({ kind }) => kind === 'error');
  const warned = findings.length > errors.length;
  return (
    <div className="stack">
      <div className="queue-bar">
        <DevicePicker devIds={devIds} onChange={onDevices} />
        <div className="bar">
          <Button
            size="sm"
            disabled={!task || errors.length > 0 || devIds.length === 0}
            loading={queue.isPending}
            onClick={() => task && queue.mutate({ devIds, task })}
          >
            {devIds.length > 1 ? `Queue for ${devIds.length} devices` : 'Queue task'}
          </Button>
          <span className={errors.length > 0 ? 'bad' : 'quiet'} role="status">
            {errors.length > 0
              ? `${errors.length} ${errors.length === 1 ? 'thing' : 'things'} to put right first`
              : devIds.length === 0
                ? 'Choose a device first'
                : warned
                  ? 'There are warnings; it can be queued all the same'
                  : ''}
          </span>
        </div>
        <QueueResult queue={queue} />
      </div>
      {schema.isError && <Failed error={schema.error} retry={() => void schema.refetch()} />}
      <div className="editor-columns">
        <section className="stack" aria-label="Blocks">
          <h2>Steps</h2>
          {task ? (
            <Blocks task={task} devId={devIds[0]} findings={findings} onChange={set} />
          ) : (
            <p className="notice" data-tone="bad" role="status">
              The JSON can’t be shown as steps: put it right on line {findings[0]?.line ?? 1}.
            </p>
          )}
        </section>
        <JsonEditor text={text} findings={findings} onChange={setText} />
      </div>
    </div>
  );
}

function Blocks({
  task,
  devId,
  findings,
  onChange,
}: {
  task: TaskDefinition;
  devId: string | undefined;
  findings: ReturnType<typeof readTask>['findings'];
  onChange: (task: TaskDefinition) => void;
}): ReactElement {
  const { steps } = task;
  const setSteps = (next: readonly TaskStep[]) => onChange({ ...task, steps: next });
  const shown = shownBefore(steps, steps.length);
  return (
    <>
      <TaskFields task={task} onChange={onChange} />
      {steps.map((_step, i) => (
        <StepBlock
          key={i}
          steps={steps}
          index={i}
          devId={devId}
          findings={findingsAt(findings, `steps/${i}`)}
          onChange={(next) => setSteps(replaced(steps, i, next))}
          actions={
            <RowActions
              what={`step ${i + 1}`}
              isFirst={i === 0}
              isLast={i === steps.length - 1}
              onMove={(by) => setSteps(moved(steps, i, by))}
              onRemove={() => setSteps(without(steps, i))}
            />
          }
        />
      ))}
      <div className="bar">
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => setSteps([...steps, { commands: [['GET', '']] }])}
        >
          Add step
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={shown.length === 0}
          title={shown.length === 0 ? 'A step before must show a page' : undefined}
          onClick={() =>
            setSteps([...steps, { await: shown.at(-1) ?? '', upTo: '30s', otherwise: 'continue' }])
          }
        >
          Add wait
        </Button>
      </div>
    </>
  );
}
