import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useEffect, type ReactElement } from 'react';
import type { Device } from '../api/types.js';
import {
  accountValues,
  bootstrapOf,
  commandLineOf,
  type NewDevice,
  type Server,
} from './model/registration.js';

/** What to put into a device that was just registered. Secrets are shown here and never again. */
export function Account({
  registration,
  device: { devId, remarks },
  server,
  onAnother,
}: {
  registration: NewDevice;
  device: Device;
  server: Server;
  onAnother: () => void;
}): ReactElement {
  // It takes the place of a long form.
  useEffect(() => {
    window.scrollTo({ top: 0 });
  }, []);
  const bootstrap = bootstrapOf(registration, server);
  const commandLine = commandLineOf(registration, server);
  return (
    <div className="page">
      <h1>Put this into your device</h1>
      <p>
        <span className="mono wrap">{devId}</span> is registered. Its secrets are stored encrypted and are not
        shown again: take them now.
      </p>
      {remarks.map(({ clause, text }) => (
        <p className="notice" key={text}>
          {text} ({clause})
        </p>
      ))}
      <section className="stack" aria-label="DM Account">
        <h2>DM Account (TS 12.2)</h2>
        <dl className="facts">
          {accountValues(registration, server).map(([place, value]) => (
            <Fact key={place} place={place} value={value} />
          ))}
        </dl>
      </section>
      <Copied title="As the content of a bootstrap (application/dmmo+json)" text={bootstrap} />
      <Copied title="Our simulator as this device" text={commandLine} />
      <div className="row-actions">
        <Button component={Link} to="/devices/$devId" params={{ devId } as never}>
          To the device
        </Button>
        <Button variant="default" onClick={onAnother}>
          Register another
        </Button>
      </div>
    </div>
  );
}

function Fact({ place, value }: { place: string; value: string }): ReactElement {
  return (
    <>
      <dt className="mono">{place}</dt>
      <dd>
        <span className="mono wrap">{value}</span> <Copy what={place} text={value} />
      </dd>
    </>
  );
}

function Copied({ title, text }: { title: string; text: string }): ReactElement {
  return (
    <section className="copied" aria-label={title}>
      <div className="bar spread">
        <h2>{title}</h2>
        <Copy what={title} text={text} />
      </div>
      <pre className="lines" tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}

function Copy({ what, text }: { what: string; text: string }): ReactElement {
  const clipboard = useClipboard();
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`Copy ${what}`}
      onClick={() => clipboard.copy(text)}
    >
      {clipboard.error ? 'select and copy it' : clipboard.copied ? 'Copied' : 'Copy'}
    </Button>
  );
}
