import { TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Commands } from './commands.js';
import type { Aim } from './model/known-tree.js';
import { QueuedTask } from './queued-task.js';

/** A ClientURI, what it would hit as one types, and the commands that can be sent there. */
export function Aiming({
  devId,
  uri,
  aim,
  onUri,
}: {
  devId: string;
  uri: string;
  aim: Aim | undefined;
  onUri: (uri: string) => void;
}): ReactElement {
  const [queued, setQueued] = useState<readonly string[]>([]);
  // What is typed is shown at once; the address follows.
  const [text, setText] = useState(uri);
  const [known, setKnown] = useState(uri);
  if (known !== uri) {
    setKnown(uri);
    setText(uri);
  }
  return (
    <div className="stack" style={{ gap: 8 }}>
      <TextInput
        label="ClientURI"
        size="sm"
        classNames={{ input: 'mono' }}
        placeholder="urn:oma:mo:oma-dm-devinfo:1.2//FwV, or choose a node below"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={text}
        error={aim?.kind === 'broken' ? `${aim.text} (${aim.clause})` : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onUri(event.currentTarget.value);
        }}
      />
      <p className="aim quiet" role="status">
        {aim?.kind === 'hit' && (
          <>
            {aim.keys.size === 1
              ? 'It hits one node of what is known.'
              : `It hits ${aim.keys.size} nodes of what is known.`}{' '}
            <button
              type="button"
              className="link"
              onClick={() => document.querySelector('.node[data-hit]')?.scrollIntoView({ block: 'center' })}
            >
              Show
            </button>
          </>
        )}
        {aim?.kind === 'miss' && `It hits nothing that is known: ${aim.reason}. The device may know more.`}
        {aim === undefined && 'Names, * for all of them, (x) with ?nv= for the one that has a value.'}
      </p>
      <Commands
        devId={devId}
        uri={aim === undefined || aim.kind === 'broken' ? undefined : uri}
        onQueued={(id) => setQueued([id, ...queued].slice(0, 5))}
      />
      {queued.map((id) => (
        <QueuedTask key={id} id={id} />
      ))}
    </div>
  );
}
