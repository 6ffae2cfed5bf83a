import type { ReactElement } from 'react';
import { JsonTree } from '../pages/json-tree.js';
import { When } from '../pages/states.js';
import { Fact } from './fact.js';
import type { TaskResult } from './model/results.js';

/** What the wire does not carry: data that a 304 stands for (TS 11), the alert that reports on an asynchronous EXEC (TS 5.4.1). */
export function CommandResult({ result }: { result: TaskResult | undefined }): ReactElement | null {
  if (!result) return null;
  const { data, alert, status } = result;
  return (
    <>
      {data?.cached && (
        <div className="notice">
          <p>Read before, and still so: the cache validator holds (TS 11).</p>
          <JsonTree value={data.value} />
        </div>
      )}
      {alert && (
        <div className="notice">
          <p>
            Reported by an alert (TS 5.4.1), <When at={alert.at} />
          </p>
          <dl className="facts">
            <Fact name="AlertType">{alert.type}</Fact>
            {alert.mark !== null && <Fact name="Mark">{alert.mark}</Fact>}
            {alert.sourceUri !== null && (
              <Fact name="SourceURI">
                <span className="mono">{alert.sourceUri}</span>
              </Fact>
            )}
          </dl>
          {alert.data !== null && <JsonTree value={alert.data} />}
        </div>
      )}
      {status === 202 && !alert && <p className="quiet">The alert that reports on it has not come yet.</p>}
    </>
  );
}
