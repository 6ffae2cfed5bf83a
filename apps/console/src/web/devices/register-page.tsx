import './device.css';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { post } from '../api/client.js';
import type { Device } from '../api/types.js';
import { Failed, Loading } from '../pages/states.js';
import { Account } from './account.js';
import { DeviceFields } from './device-form.js';
import { emptyForm, newDeviceOf, type NewDevice } from './model/registration.js';
import { serverQuery } from './queries.js';

/** Registers a device, and says once what has to be put into it. */
export function RegisterPage(): ReactElement {
  const client = useQueryClient();
  const server = useQuery(serverQuery);
  const [form, setForm] = useState(emptyForm);
  const register = useMutation({
    mutationFn: async (body: NewDevice) => ({
      body,
      device: await post<Device>('/api/v1/devices', {}, body),
    }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['devices'] }),
  });
  if (server.isPending)
    return (
      <div className="page">
        <Loading />
      </div>
    );
  if (server.isError)
    return (
      <div className="page">
        <Failed error={server.error} retry={() => void server.refetch()} />
      </div>
    );
  if (register.data)
    return (
      <Account
        registration={register.data.body}
        device={register.data.device}
        server={server.data}
        onAnother={() => {
          setForm(emptyForm());
          register.reset();
        }}
      />
    );
  return (
    <div className="page">
      <h1>Register a device</h1>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          register.mutate(newDeviceOf(form));
        }}
      >
        <DeviceFields
          form={form}
          onChange={setForm}
          schemes={server.data.authSchemes}
          error={register.error}
          known={false}
        >
          <div className="row-actions">
            <Button type="submit" loading={register.isPending}>
              Register
            </Button>
            <Link to="/">Cancel</Link>
          </div>
        </DeviceFields>
      </form>
    </div>
  );
}
