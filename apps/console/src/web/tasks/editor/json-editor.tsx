import { useRef, type ReactElement } from 'react';
import type { Finding } from '../model/task-document.js';

/** The task as JSON, with what is wrong by line; pointing at a finding puts the caret there. */
export function JsonEditor({
  text,
  findings,
  onChange,
}: {
  text: string;
  findings: readonly Finding[];
  onChange: (text: string) => void;
}): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null);
  const lines = text.split('\n').length;
  const kinds = new Map<number, Finding['kind']>();
  for (const { line, kind } of findings) if (kinds.get(line) !== 'error') kinds.set(line, kind);
  const goTo = (offset: number) => {
    area.current?.focus();
    area.current?.setSelectionRange(offset, offset);
    area.current?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <section className="stack tight json" aria-label="JSON">
      <h2>JSON</h2>
      <div className="code-editor">
        <div className="gutter" aria-hidden="true">
          {Array.from({ length: lines }, (_unused, i) => (
            <div key={i} data-kind={kinds.get(i + 1)}>
              {i + 1}
            </div>
          ))}
        </div>
        <textarea
          ref={area}
          aria-label="The task as JSON"
          aria-invalid={findings.some(({ kind }) => kind === 'error')}
          aria-describedby="task-findings"
          wrap="off"
          rows={Math.max(lines, 6)}
          spellCheck={false}
          autoCapitalize="off"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      <div id="task-findings" aria-live="polite">
        {findings.length === 0 ? (
          <p className="quiet">It is as the schema says, and can be queued.</p>
        ) : (
          <ul className="findings">
            {findings.map(({ field, detail, clause, kind, line, offset }) => (
              <li key={`${field} ${detail}`} data-kind={kind}>
                <button type="button" className="link" onClick={() => goTo(offset)}>
                  Line {line}
                </button>{' '}
                {field !== '' && <span className="mono wrap">{field}: </span>}
                {detail}
                {clause !== undefined && ` (${clause})`}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
