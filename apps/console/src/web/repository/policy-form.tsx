import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { change, type MediaPolicy } from '../api/services.js';
import { Failed, Loading } from '../pages/states.js';
import { policyQuery } from './queries.js';

/** Which media types devices may send to a name (TS 5.5); without types of its own those of the whole repository. */
export function PolicyForm({ name }: { name: string }): ReactElement {
  const policy = useQuery(policyQuery(name));
  if (policy.isPending) return <Loading rows={1} />;
  if (policy.isError) return <Failed error={policy.error} retry={() => void policy.refetch()} />;
  return <Editor key={policy.data.accepts.join()} name={name} policy={policy.data} />;
}

function Editor({ name, policy }: { name: string; policy: MediaPolicy }): ReactElement {
  const client = useQueryClient();
  const [text, setText] = useState(policy.accepts.join(', '));
  const accepts = text
    .split(',')
    .map((type) => type.trim())
    .filter((type) => type !== '');
  const path = '/repository-api/objects/{name}/policy';
  const onSettled = () => client.invalidateQueries({ queryKey: policyQuery(name).queryKey });
  const save = useMutation({
    mutationFn: () => change<MediaPolicy>('PUT', path, { name }, { accepts }),
    onSuccess: onSettled,
  });
  const drop = useMutation({
    mutationFn: () => change<undefined>('DELETE', path, { name }),
    onSuccess: onSettled,
  });
  const isChanged = accepts.join() !== policy.accepts.join();
  return (
    <form
      className="stack"
      aria-label="Media types"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p className="quiet">
        {policy.isDefault
          ? 'These are the types of the whole repository.'
          : 'This name has types of its own.'}{' '}
        Others are refused with 415, and OMADM-Accept names these.
      </p>
      <TextInput
        size="sm"
        label="Media types, parted by commas"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={save.error?.message ?? drop.error?.message}
        classNames={{ input: 'mono' }}
      />
      <div className="bar">
        <Button
          size="compact-sm"
          type="submit"
          disabled={!isChanged || accepts.length === 0}
          loading={save.isPending}
        >
          Save
        </Button>
        {!policy.isDefault && (
          <Button size="compact-sm" variant="default" loading={drop.isPending} onClick={() => drop.mutate()}>
            Back to the repository’s
          </Button>
        )}
      </div>
    </form>
  );
}
