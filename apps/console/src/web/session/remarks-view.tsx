import type { ReactElement } from 'react';
import type { LoggedPackage } from '../api/types.js';
import { ruleOf } from './model/clauses.js';

/** Deviations that were tolerated, each with what its clause asks for. */
export function RemarksView({ remarks }: { remarks: LoggedPackage['remarks'] }): ReactElement {
  if (remarks.length === 0) return <p className="quiet">No deviation from the specification.</p>;
  return (
    <ul className="remarks">
      {remarks.map(({ clause, text }, i) => (
        <li key={i}>
          <p>
            <span aria-hidden="true" className="warn">
              ▼
            </span>{' '}
            {text}
          </p>
          <p className="quiet">
            <strong>{clause}</strong> {ruleOf(clause)}
          </p>
        </li>
      ))}
    </ul>
  );
}
