import { useState, type ReactElement } from 'react';

type Outcome = { readonly kind: 'copied' } | { readonly kind: 'failed'; readonly why: string };

/** Copies what it gets; says that it was done, or why not. */
export function CopyButton({ label, text }: { label: string; text: () => Promise<string> }): ReactElement {
  const [outcome, setOutcome] = useState<Outcome>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(await text());
      setOutcome({ kind: 'copied' });
    } catch (error) {
      setOutcome({ kind: 'failed', why: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <>
      <button type="button" className="chip" onClick={() => void copy()}>
        {label}
      </button>
      <span role="status" className={outcome?.kind === 'failed' ? 'bad' : 'quiet'}>
        {outcome?.kind === 'copied' && '✓ copied'}
        {outcome?.kind === 'failed' && `not copied: ${outcome.why}`}
      </span>
    </>
  );
}
