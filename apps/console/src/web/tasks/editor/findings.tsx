import type { ReactElement } from 'react';
import type { Finding } from '../model/task-document.js';

/** What is wrong here, in words. */
export function Findings({ findings }: { findings: readonly Finding[] }): ReactElement | null {
  if (findings.length === 0) return null;
  return (
    <ul className="findings" role="status">
      {findings.map(({ field, detail, clause, kind }) => (
        <li key={`${field} ${detail}`} data-kind={kind}>
          {detail}
          {clause !== undefined && ` (${clause})`}
        </li>
      ))}
    </ul>
  );
}
