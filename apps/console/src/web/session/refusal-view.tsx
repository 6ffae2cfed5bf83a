import type { ReactElement } from 'react';
import type { DmEvent } from '../api/types.js';
import { JsonTree } from '../pages/json-tree.js';
import { Fact } from './fact.js';
import { ruleOf } from './model/clauses.js';
import { textOf } from './model/package-content.js';

/** Why a package was refused: what the device was answered, the clause, and what it had sent. */
export function RefusalView({ data }: { data: DmEvent['data'] }): ReactElement {
  const { status, code, field, clause, detail } = data;
  const rule = typeof clause === 'string' ? ruleOf(clause) : undefined;
  return (
    <div className="stack">
      <p>
        <span className="bad">
          ✕ <strong>{String(status)}</strong>
        </span>{' '}
        {String(detail)}
      </p>
      <dl className="facts">
        <Fact name="Code">{String(code)}</Fact>
        {typeof field === 'string' && <Fact name="Field">{field}</Fact>}
        {typeof clause === 'string' && (
          <Fact name="Clause">
            <strong>{clause}</strong> {rule}
          </Fact>
        )}
      </dl>
      <p className="quiet">The session stayed as it was.</p>
    </div>
  );
}

/** The body of a refused package, as far as it was kept. */
export function RefusedBody({ data }: { data: DmEvent['data'] }): ReactElement {
  const encoding = data['encoding'] === 'base64' ? 'base64' : 'utf8';
  const text = textOf(typeof data['body'] === 'string' ? data['body'] : '', encoding);
  const json = jsonIn(text);
  return (
    <div className="stack">
      <p className="mono quiet wrap">
        {typeof data['contentType'] === 'string' ? data['contentType'] : 'no Content-Type'} ·{' '}
        {Number(data['bytes'])} B
      </p>
      {json === undefined ? <pre className="lines">{text}</pre> : <JsonTree value={json} />}
    </div>
  );
}

function jsonIn(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
