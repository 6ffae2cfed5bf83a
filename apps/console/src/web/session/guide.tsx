import type { ReactElement } from 'react';

/** What the arrows and keys mean; shown while no arrow is chosen. */
export function Guide(): ReactElement {
  return (
    <div className="stack" style={{ marginTop: 12 }}>
      <p>
        Choose an arrow to see what it carried. Numbers are the steps of the basic flow (6.2, Figure 3):
        filled where a step comes first, hollow where it comes again.
      </p>
      <dl className="keys">
        <Sample of="a package of the DM session">
          <path d="M2 8h50" strokeWidth="2" />
        </Sample>
        <Sample of="! a package that the DM Server refused">
          <path d="M2 8h50" strokeWidth="1.5" />
        </Sample>
        <Sample of="outside the session: Package#0, starting the browser">
          <path d="M2 8h50" strokeWidth="1.5" strokeDasharray="6 4" />
        </Sample>
        <Sample of="pages of the UI session">
          <path d="M2 8h50" strokeWidth="1.5" />
        </Sample>
        <Sample of="feedback, by the internal interface">
          <path d="M2 8h50" strokeWidth="1.5" strokeDasharray="2 3" />
        </Sample>
        <Sample of="data to or from a repository">
          <path d="M2 6h50M2 10h50" strokeWidth="1.5" />
        </Sample>
        <Sample of="END: nothing comes after">
          <path d="M8 8h44M4 1v14" strokeWidth="3" />
        </Sample>
        <Sample of="a UI session, as long as it is open">
          <rect x="22" y="1" width="12" height="14" fill="currentColor" fillOpacity="0.16" />
        </Sample>
        <Sample of="deviations from the specification, and their number">
          <path d="M20 4h14l-7 9z" fill="var(--warn)" stroke="none" />
        </Sample>
      </dl>
      <h3>Keys</h3>
      <dl className="keys">
        <Key names={['j', 'k']} does="next and previous arrow" />
        <Key names={['Home', 'End']} does="first and last arrow" />
        <Key names={['Enter']} does="to what it carried" />
        <Key names={['/']} does="filter by command, status or text" />
        <Key names={['f']} does="follow what is new, or stop following" />
        <Key names={['Esc']} does="away from the filter; on a phone, closes this" />
        <Key names={['?']} does="this" />
      </dl>
    </div>
  );
}

function Sample({ of, children }: { of: string; children: ReactElement }): ReactElement {
  return (
    <>
      <dt>
        <svg width="54" height="16" viewBox="0 0 54 16" stroke="currentColor" fill="none" aria-hidden="true">
          {children}
        </svg>
      </dt>
      <dd>{of}</dd>
    </>
  );
}

function Key({ names, does }: { names: readonly string[]; does: string }): ReactElement {
  return (
    <>
      <dt>
        {names.map((name) => (
          <kbd key={name}>{name}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </>
  );
}
