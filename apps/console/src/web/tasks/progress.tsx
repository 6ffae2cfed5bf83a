import type { ReactElement } from 'react';

/** How many steps are done, in figures and as a bar. */
export function Progress({ step, steps }: { step: number; steps: number }): ReactElement {
  return (
    <span className="progress">
      {step} of {steps}
      <span className="progress-bar" aria-hidden="true">
        <span style={{ width: `${steps === 0 ? 0 : (step / steps) * 100}%` }} />
      </span>
    </span>
  );
}
