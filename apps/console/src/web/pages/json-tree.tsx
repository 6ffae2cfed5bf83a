import type { ReactElement } from 'react';

/** A JSON value, or the tree of an MO: interior nodes fold, leaves show their value. */
export function JsonTree({ value }: { value: unknown }): ReactElement {
  return (
    <ul className="tree">
      <Members value={value} />
    </ul>
  );
}

function Members({ value }: { value: unknown }): ReactElement {
  if (typeof value !== 'object' || value === null)
    return (
      <li>
        <Leaf value={value} />
      </li>
    );
  const members = Object.entries(value as Record<string, unknown>);
  if (members.length === 0)
    return <li className="quiet">{Array.isArray(value) ? 'an empty list' : 'no children'}</li>;
  return (
    <>
      {members.map(([name, member]) => (
        <li key={name}>
          {typeof member === 'object' && member !== null ? (
            <details open>
              <summary>{name}</summary>
              <ul>
                <Members value={member} />
              </ul>
            </details>
          ) : (
            <>
              <span className="name">{name}: </span>
              <Leaf value={member} />
            </>
          )}
        </li>
      ))}
    </>
  );
}

function Leaf({ value }: { value: unknown }): ReactElement {
  return <span className="wrap">{typeof value === 'string' ? value : JSON.stringify(value)}</span>;
}
