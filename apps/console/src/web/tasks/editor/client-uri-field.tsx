import type { AccessType } from '@dm2/protocol';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { objectsQuery } from '../../api/queries.js';
import type { KnownObject } from '../../api/types.js';
import { completeClientUri, missingNode, type KnownTree } from '../model/complete-client-uri.js';
import { readClientUri } from '../model/task-document.js';
import { descriptionQuery, descriptionsQuery } from '../queries.js';
import { CompletionField } from './completion-field.js';

/** A ClientURI: completed from the descriptions and from what is known of the device, and checked as it is typed (TS 6.1). */
export function ClientUriField({
  label,
  description,
  value,
  onChange,
  devId,
  needs,
}: {
  label: string;
  description: string;
  value: string;
  onChange: (value: string) => void;
  /** The device whose tree is looked at. */
  devId: string | undefined;
  needs: readonly AccessType[] | undefined;
}): ReactElement {
  const { known, moid } = useKnownTree(value, devId);
  const { problem, remarks } = readClientUri(value);
  const missing = problem ? undefined : missingNode(value, known.nodes);
  const said = [
    ...(problem && value !== '' ? [problem] : []),
    ...remarks,
    ...(missing === undefined ? [] : [{ clause: 'TS 6.4', text: missing }]),
  ];
  return (
    <CompletionField
      label={label}
      description={description}
      value={value}
      onChange={onChange}
      suggestions={completeClientUri(value, known, needs)}
      placeholder={moid === '' ? 'urn:oma:mo:oma-dm-devinfo:1.2//' : ''}
      error={
        said.length > 0 &&
        said.map(({ clause, text }) => (
          <span key={text} className="line">
            {text} ({clause})
          </span>
        ))
      }
    />
  );
}

function useKnownTree(value: string, devId: string | undefined): { known: KnownTree; moid: string } {
  const descriptions = useQuery(descriptionsQuery).data?.items ?? [];
  const objects = useQuery({ ...objectsQuery(devId ?? ''), enabled: devId !== undefined }).data?.items ?? [];
  const moid = value.includes('/') ? (value.split('/', 1)[0] ?? '') : '';
  const described = descriptions.some((each) => each.moid === moid);
  const nodes = useQuery({ ...descriptionQuery(moid), enabled: described }).data?.tree ?? [];
  const titles = new Map(descriptions.map((each) => [each.moid, each.title ?? each.name ?? '']));
  const onDevice = new Set(objects.map((each) => each.moid));
  return {
    moid,
    known: {
      objects: [...new Set([...titles.keys(), ...onDevice])].map((each) => ({
        moid: each,
        title: titles.get(each) ?? 'not described',
        onDevice: onDevice.has(each),
      })),
      instances: new Map(objects.map((each) => [each.moid, each.instances.map(instanceOf)])),
      nodes,
    },
  };
}

function instanceOf({ miid, nodes }: KnownObject['instances'][number]): {
  miid: string;
  paths: string[];
} {
  return { miid, paths: nodes.map(({ path }) => path) };
}
