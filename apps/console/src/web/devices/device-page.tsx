import './device.css';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useLive } from '../api/live.js';
import { deviceQuery } from '../api/queries.js';
import { Failed, LineDown, Loading } from '../pages/states.js';
import { AccessRights } from './access-rights.js';
import { Facts } from './facts.js';
import { Notifications } from './notifications.js';
import { Alerts, Sessions, Tasks } from './records.js';
import { Subscriptions } from './subscriptions.js';
import { KnownObjects } from './tree.js';

const route = getRouteApi('/devices/$devId');

/** A device: what it is, what is known of its tree and can be done to it, and what was recorded of it. */
export function DevicePage(): ReactElement {
  const { devId } = route.useParams();
  const up = useLive(devId);
  const device = useQuery(deviceQuery(devId));
  return (
    <div className="page">
      <div className="bar spread">
        <h1 className="wrap">{devId}</h1>
        {device.data && (
          <Button
            size="sm"
            variant="default"
            component={Link}
            to="/devices/$devId/edit"
            params={{ devId } as never}
          >
            Edit
          </Button>
        )}
      </div>
      <LineDown up={up} />
      {device.isPending && <Loading />}
      {device.isError && <Failed error={device.error} retry={() => void device.refetch()} />}
      {device.data && (
        <>
          <Facts device={device.data} />
          <div className="device" key={devId}>
            <div>
              <KnownObjects devId={devId} />
              <AccessRights devId={devId} />
            </div>
            <div>
              <Notifications device={device.data} />
              <Tasks devId={devId} />
              <Sessions devId={devId} />
              <Subscriptions devId={devId} />
              <Alerts devId={devId} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}
