import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useQueue } from './queue.js';

/** The task editor, which begins with a device and a command. */
const EDITOR: string = '/tasks/new';

type Name = 'GET' | 'DELETE' | 'EXEC' | 'SUB';

/** What is asked once more before it is done. */
const ASKED: Readonly<Record<Exclude<Name, 'GET'>, string>> = {
  DELETE: 'Delete this on the device?',
  EXEC: 'Execute this on the device?',
  SUB: 'Changes are PUT to this object of the Data Repository:',
};

/** Commands on a ClientURI; each is a task of one command, and the device is notified. */
export function Commands({
  devId,
  uri,
  onQueued,
}: {
  devId: string;
  /** None if there is nothing to aim at. */
  uri: string | undefined;
  onQueued: (taskId: string) => void;
}): ReactElement {
  const [asking, setAsking] = useState<Exclude<Name, 'GET'>>();
  const [object, setObject] = useState('changes');
  const queue = useQueue(devId, (id) => {
    setAsking(undefined);
    onQueued(id);
  });
  const target = uri ?? '';
  const commandOf = (name: Name) =>
    name === 'SUB' ? [name, `{repository}/objects/${encodeURIComponent(object)}`, target] : [name, target];
  const ask = (name: Exclude<Name, 'GET'>) => setAsking(asking === name ? undefined : name);
  return (
    <div className="stack" style={{ gap: 8 }}>
      <div className="row-actions" role="group" aria-label="Commands">
        <Button
          size="compact-sm"
          disabled={uri === undefined}
          loading={queue.isPending && asking === undefined}
          onClick={() => {
            setAsking(undefined);
            queue.mutate(commandOf('GET'));
          }}
        >
          GET
        </Button>
        {(['DELETE', 'EXEC', 'SUB'] as const).map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant="default"
            disabled={uri === undefined}
            aria-expanded={asking === name}
            onClick={() => ask(name)}
          >
            {name === 'SUB' ? 'Subscribe' : name}
          </Button>
        ))}
        {uri === undefined ? (
          <span className="quiet">Use in a task</span>
        ) : (
          <Link to={EDITOR} search={{ devId, command: JSON.stringify(['GET', uri]) } as never}>
            Use in a task
          </Link>
        )}
      </div>
      {asking !== undefined && uri !== undefined && (
        <form
          className="notice row-actions"
          onSubmit={(event) => {
            event.preventDefault();
            queue.mutate(commandOf(asking));
          }}
        >
          <span>{ASKED[asking]}</span>
          {asking === 'SUB' && (
            <TextInput
              size="xs"
              aria-label="Object of the Data Repository"
              required
              value={object}
              onChange={(event) => setObject(event.currentTarget.value)}
            />
          )}
          <Button type="submit" size="compact-sm" loading={queue.isPending}>
            {asking === 'SUB' ? 'Subscribe to it' : `Yes, ${asking}`}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => setAsking(undefined)}>
            No
          </Button>
        </form>
      )}
      {queue.isError && (
        <p className="bad" role="alert">
          {queue.error.message}
        </p>
      )}
    </div>
  );
}
