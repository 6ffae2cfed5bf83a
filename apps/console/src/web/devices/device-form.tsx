import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { ApiError } from '../api/client.js';
import { FIELDS, randomPassword, randomSecret, usernameOf, type DeviceForm } from './model/registration.js';

const SCHEME_WORDS: Readonly<Record<DeviceForm['scheme'], string>> = {
  basic: 'HTTP Basic: user name and password',
  digest: 'HTTP Digest',
  x509: 'X.509 certificate',
  psk: 'pre-shared key',
  none: 'none: whoever says this DevID is let in',
};

/** The fields of a device; what the API objects to is said at the field it names. */
export function DeviceFields({
  form,
  onChange,
  schemes,
  error,
  known,
  children,
}: {
  form: DeviceForm;
  onChange: (form: DeviceForm) => void;
  schemes: readonly DeviceForm['scheme'][];
  error: Error | null;
  /** It is registered: its DevID stays, and secrets that are left empty stay too. */
  known: boolean;
  children: ReactNode;
}): ReactElement {
  const field = error instanceof ApiError && error.field !== undefined ? FIELDS[error.field] : undefined;
  const text = (name: 'devId' | 'username' | 'password' | 'host' | 'port' | 'secret') => ({
    size: 'sm',
    spellCheck: false,
    autoComplete: 'off',
    value: form[name],
    error: field === name ? error?.message : undefined,
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...form, [name]: event.currentTarget.value }),
  });
  const kept = known ? 'leave it empty to keep what it is' : undefined;
  return (
    <>
      <TextInput
        label="DevID"
        description="the value of DevInfo/DevID, which the device sends as OMADM-DevID (TS 12.1)"
        placeholder="IMEI:490154203237518"
        required
        disabled={known}
        {...text('devId')}
      />
      <fieldset>
        <legend>Authentication</legend>
        <NativeSelect
          size="sm"
          label="Scheme"
          value={form.scheme}
          error={field === 'scheme' ? error?.message : undefined}
          onChange={(event) =>
            onChange({ ...form, scheme: event.currentTarget.value as DeviceForm['scheme'] })
          }
          data={schemes.map((value) => ({ value, label: SCHEME_WORDS[value] }))}
        />
        {form.scheme === 'basic' && (
          <>
            <TextInput label="User name" placeholder={usernameOf(form.devId)} {...text('username')} />
            <div className="pair">
              <PasswordInput label="Password" description={kept} {...text('password')} />
              <Button
                variant="default"
                size="sm"
                onClick={() => onChange({ ...form, password: randomPassword() })}
              >
                Make one
              </Button>
            </div>
          </>
        )}
      </fieldset>
      <fieldset>
        <legend>Notifications</legend>
        <label className="row-actions">
          <input
            type="checkbox"
            checked={form.notified}
            onChange={(event) => onChange({ ...form, notified: event.currentTarget.checked })}
          />
          the device listens for Package#0 over UDP
        </label>
        {form.notified && (
          <>
            <div className="pair">
              <TextInput label="Host" placeholder="192.0.2.77" required {...text('host')} />
              <TextInput label="Port" inputMode="numeric" required w={90} {...text('port')} />
            </div>
            <div className="pair">
              <TextInput
                label="Secret"
                description={
                  known
                    ? 'base64; a new address needs it again, without it there is no digest'
                    : 'base64, Auth/Noti/Secret of the DM Account; without it there is no digest'
                }
                {...text('secret')}
              />
              <Button
                variant="default"
                size="sm"
                onClick={() => onChange({ ...form, secret: randomSecret() })}
              >
                Make one
              </Button>
            </div>
          </>
        )}
      </fieldset>
      <fieldset>
        <legend>Dialect</legend>
        <NativeSelect
          size="sm"
          label="Profile"
          value={form.profile}
          error={field === 'profile' ? error?.message : undefined}
          onChange={(event) =>
            onChange({ ...form, profile: event.currentTarget.value as DeviceForm['profile'] })
          }
          data={[
            ...(known ? [] : [{ value: '', label: 'as the server is configured' }]),
            { value: 'cr', label: 'change request: Status in Package#2' },
            { value: 'ts', label: 'technical specification: no Status in Package#2' },
          ]}
        />
        <label className="row-actions">
          <input
            type="checkbox"
            checked={form.cache}
            onChange={(event) => onChange({ ...form, cache: event.currentTarget.checked })}
          />
          reads carry the cache validator that is known (TS 11)
        </label>
      </fieldset>
      {error && field === undefined && (
        <p className="bad" role="alert">
          {error.message}
        </p>
      )}
      {children}
    </>
  );
}
