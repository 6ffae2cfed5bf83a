import './device.css';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { change } from '../api/client.js';
import { deviceQuery } from '../api/queries.js';
import type { Device } from '../api/types.js';
import { Failed, Loading } from '../pages/states.js';
import { DeviceFields } from './device-form.js';
import { changeOf, formOf } from './model/registration.js';
import { serverQuery } from './queries.js';

const route = getRouteApi('/devices/$devId/edit');

/** Changes a device's credentials, address and dialect, or removes it. */
export function EditPage(): ReactElement {
  const { devId } = route.useParams();
  const device = useQuery(deviceQuery(devId));
  const server = useQuery(serverQuery);
  const failed = device.error ?? server.error;
  return (
    <div className="page">
      <h1 className="wrap">Edit {devId}</h1>
      {failed ? (
        <Failed
          error={failed}
          retry={() => {
            void device.refetch();
            void server.refetch();
          }}
        />
      ) : device.data && server.data ? (
        <>
          <Edit key={devId} device={device.data} schemes={server.data.authSchemes} />
          <Remove devId={devId} />
        </>
      ) : (
        <Loading />
      )}
    </div>
  );
}

function Edit({
  device,
  schemes,
}: {
  device: Device;
  schemes: readonly Device['auth']['scheme'][];
}): ReactElement {
  const { devId } = device;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState(() => formOf(device));
  const save = useMutation({
    mutationFn: () => change<Device>('PATCH', '/api/v1/devices/{devId}', { devId }, changeOf(form, device)),
    onSuccess: (changed) => {
      client.setQueryData(deviceQuery(devId).queryKey, changed);
      void client.invalidateQueries({ queryKey: ['devices'] });
      return navigate({ to: '/devices/$devId', params: { devId } });
    },
  });
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <DeviceFields
        form={form}
        onChange={setForm}
        schemes={schemes.includes(device.auth.scheme) ? schemes : [device.auth.scheme, ...schemes]}
        error={save.error}
        known
      >
        <div className="row-actions">
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
          <Link to="/devices/$devId" params={{ devId }}>
            Cancel
          </Link>
        </div>
      </DeviceFields>
    </form>
  );
}

function Remove({ devId }: { devId: string }): ReactElement {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => change<undefined>('DELETE', '/api/v1/devices/{devId}', { devId }),
    onSuccess: async () => {
      await navigate({ to: '/' });
      client.removeQueries({ queryKey: ['device', devId] });
      await client.invalidateQueries({ queryKey: ['devices'] });
    },
  });
  return (
    <section className="form" aria-label="Remove">
      <fieldset>
        <legend>Remove</legend>
        <p>
          Removing a device removes everything that was recorded of it too: sessions, tasks, notifications,
          what is known of its tree.
        </p>
        <div className="row-actions">
          {asking ? (
            <>
              <Button
                className="danger"
                color="red"
                loading={remove.isPending}
                onClick={() => remove.mutate()}
              >
                Remove it for good
              </Button>
              <Button variant="default" onClick={() => setAsking(false)}>
                Keep it
              </Button>
            </>
          ) : (
            <Button variant="default" onClick={() => setAsking(true)}>
              Remove the device
            </Button>
          )}
        </div>
        {remove.isError && (
          <p className="bad" role="alert">
            {remove.error.message}
          </p>
        )}
      </fieldset>
    </section>
  );
}
