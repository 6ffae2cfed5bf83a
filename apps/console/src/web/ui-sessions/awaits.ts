/** How a task waits for a UI session; from its definition, which is the operator's. */
export interface Await {
  readonly upTo: string | null;
  readonly otherwise: string;
}

interface Step {
  readonly await?: unknown;
  readonly upTo?: unknown;
  readonly otherwise?: unknown;
}

/** The step of a task that awaits what is shown under a name; nothing if none does. */
export function awaitOf(definition: unknown, as: string): Await | undefined {
  const steps = (definition as { steps?: unknown } | null)?.steps;
  if (!Array.isArray(steps)) return undefined;
  const step = (steps as Step[]).find((one) => one.await === as);
  if (!step) return undefined;
  return {
    upTo: typeof step.upTo === 'string' ? step.upTo : null,
    otherwise: typeof step.otherwise === 'string' ? step.otherwise : 'continue',
  };
}

const OTHERWISE: Readonly<Record<string, string>> = {
  continue: 'then goes on without an answer',
  callback: 'then ends the session and calls the device back when the answer comes',
  fail: 'then fails',
};

/** The same as a sentence. */
export function awaitInWords(found: Await | undefined): string {
  if (!found) return 'The task does not wait for it.';
  const upTo = found.upTo === null ? 'as long as it takes' : `up to ${found.upTo}`;
  return `The task waits ${upTo}, ${OTHERWISE[found.otherwise] ?? found.otherwise}.`;
}
