import { CloseButton } from '@mantine/core';
import type { ReactElement, Ref } from 'react';
import type { SessionDetail } from '../api/types.js';
import { colourOf, COMPONENTS } from '../components.js';
import { CopyButton } from './copy-button.js';
import type { Pointed } from './diagram.js';
import { curlOf } from './exports.js';
import { Guide } from './guide.js';
import { InspectorTabs } from './inspector-tabs.js';
import type { Arrow, Diagram } from './model/arrow.js';
import { secondsInto } from './model/diagram.js';

export interface InspectorProps {
  readonly ref: Ref<HTMLElement>;
  readonly arrow: Arrow | undefined;
  /** The whole session, whatever the filter leaves of it. */
  readonly diagram: Diagram;
  readonly session: SessionDetail;
  /** The tab that was chosen. */
  readonly tab: string | undefined;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onPoint: (pointed: Pointed | undefined) => void;
  readonly onChoose: (arrow: Arrow) => void;
  readonly onTab: (name: string) => void;
}

/** What is in the chosen arrow; on a phone a sheet. */
export function Inspector(props: InspectorProps): ReactElement {
  const { ref, arrow, diagram, session, isOpen, onClose } = props;
  return (
    <aside ref={ref} className="inspector" aria-label="Inspector" tabIndex={-1} data-open={isOpen}>
      <div className="bar spread sheet-head">
        <h2>{arrow ? titleOf(arrow) : 'How to read it'}</h2>
        <CloseButton className="close" aria-label="Close" onClick={onClose} />
      </div>
      {arrow ? (
        <>
          <p className="quiet">
            <span style={{ color: colourOf(arrow.from) }}>{COMPONENTS[arrow.from].name}</span> →{' '}
            <span style={{ color: colourOf(arrow.to) }}>{COMPONENTS[arrow.to].name}</span> ·{' '}
            {secondsInto(diagram, arrow.at)} s · <time dateTime={arrow.at}>{arrow.at.slice(11, 23)}</time>
          </p>
          <Curl arrow={arrow} sessionId={session.id} />
          {arrow.inferred !== undefined && <p className="notice">Concluded: {arrow.inferred}</p>}
          <InspectorTabs {...props} arrow={arrow} />
        </>
      ) : (
        <Guide />
      )}
    </aside>
  );
}

/** The request as a command line; of an answer, the request that it answers is another arrow. */
function Curl({ arrow, sessionId }: { arrow: Arrow; sessionId: string }): ReactElement | null {
  const { package: logged, kind, event } = arrow;
  const id = kind === 'refused' ? event?.id : logged?.direction === 'in' ? logged.id : undefined;
  if (id === undefined) return null;
  return (
    <div className="bar tools">
      <CopyButton key={id} label="Copy as curl" text={() => curlOf(sessionId, id)} />
    </div>
  );
}

const KINDS: Record<Arrow['kind'], string> = {
  notification: 'Package#0',
  package: '',
  refused: 'Package refused',
  browser: 'Starts the browser',
  page: 'UI session',
  feedback: 'Feedback of results',
  transfer: 'Exchange with the repository',
};

function titleOf(arrow: Arrow): string {
  if (arrow.step === undefined) return KINDS[arrow.kind];
  return `Step ${arrow.step}: ${arrow.package ? `Package#${arrow.package.number}` : KINDS[arrow.kind]}`;
}
