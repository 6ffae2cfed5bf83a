import type { ReactElement } from 'react';
import { Fact } from './fact.js';

/** HTTP headers as they were recorded. */
export function HeadersView({ headers }: { headers: unknown }): ReactElement {
  const entries = Object.entries((headers ?? {}) as Record<string, unknown>);
  if (entries.length === 0) return <p className="quiet">No headers were recorded.</p>;
  return (
    <>
      <dl className="facts mono">
        {entries.map(([name, value]) => (
          <Fact key={name} name={name}>
            {String(value)}
          </Fact>
        ))}
      </dl>
      {entries.some(([, value]) => String(value).includes('[redacted]')) && (
        <p className="quiet after">Credentials are not recorded, only that they were there.</p>
      )}
    </>
  );
}
