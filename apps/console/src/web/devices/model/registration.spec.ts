import { decodeMo } from '@dm2/protocol';
import { describe, expect, it } from 'vitest';
import type { Device } from '../../api/types.js';
import {
  accountValues,
  bootstrapOf,
  changeOf,
  commandLineOf,
  emptyForm,
  formOf,
  newDeviceOf,
  type DeviceForm,
  type Server,
} from './registration.js';

const server: Server = {
  serverId: 'dm2.example',
  dmEndpoint: 'http://dm.example/dm',
  authSchemes: ['basic', 'none'],
  profile: 'cr',
};
const form: DeviceForm = {
  ...emptyForm(),
  devId: 'urn:vendor:it’s',
  password: 'pä',
  notified: true,
  host: '::1',
  secret: 'c2VjcmV0',
};
const device: Device = {
  devId: 'urn:x',
  auth: { scheme: 'basic', username: 'x' },
  notification: { transport: 'udp', host: 'h', port: 1, signed: true },
  profile: 'cr',
  lang: null,
  holdMs: null,
  cache: true,
  registeredAt: '2026-11-01T00:00:00.000Z',
  lastSeenAt: null,
  openSessionId: null,
  lastNotification: null,
  remarks: [],
};

describe('a device that is registered', () => {
  it('authenticates by a user name made of its DevID, unless another is given', () => {
    expect(newDeviceOf(form).auth).toEqual({ scheme: 'basic', username: 'urn-vendor-it’s', password: 'pä' });
    expect(newDeviceOf({ ...form, username: 'u' }).auth).toMatchObject({ username: 'u' });
    expect(newDeviceOf({ ...form, scheme: 'none' }).auth).toEqual({ scheme: 'none' });
  });

  it('has an address only if it is to be notified', () => {
    expect(newDeviceOf(form).notification).toEqual({
      transport: 'udp',
      host: '::1',
      port: 2948,
      secret: 'c2VjcmV0',
    });
    expect(newDeviceOf({ ...form, notified: false })).not.toHaveProperty('notification');
  });

  it('gets a password and a secret that nobody else has', () => {
    const [one, two] = [emptyForm(), emptyForm()];
    expect(one.password).toMatch(/^[\w-]{24}$/);
    expect(one.password).not.toBe(two.password);
    expect(one.secret).not.toBe(two.secret);
  });
});

describe('a change', () => {
  it('holds only what was changed', () => {
    const was = formOf(device);
    expect(changeOf(was, device)).toEqual({});
    expect(changeOf({ ...was, profile: 'ts' }, device)).toEqual({ profile: 'ts' });
    expect(changeOf({ ...was, notified: false }, device)).toEqual({ notification: null });
    expect(changeOf({ ...was, password: 'new' }, device)).toEqual({
      auth: { scheme: 'basic', username: 'x', password: 'new' },
    });
  });
});

describe('what to put into the device', () => {
  it('is a DM Account that a client reads, its secrets in base64 (TS 12.2)', () => {
    const { items, remarks } = decodeMo(new TextEncoder().encode(bootstrapOf(newDeviceOf(form), server)));
    expect(remarks).toEqual([]);
    expect(items).toMatchObject([
      {
        ClientURI: 'urn:oma:mo:oma-dm-dmacc:1.2//',
        MOData: {
          DMAcc: {
            SrvID: 'dm2.example',
            SrvURI: 'http://dm.example/dm',
            Auth: { Noti: { Secret: 'c2VjcmV0' }, Trsp: { Secret: btoa('p\u00c3\u00a4') } },
          },
        },
      },
    ]);
  });

  it('names each value by its place, and leaves out what there is not', () => {
    const places = (of: DeviceForm) => accountValues(newDeviceOf(of), server).map(([place]) => place);
    expect(places(form)).toContain('Auth/Trsp/Secret');
    expect(places({ ...form, scheme: 'none', notified: false })).toEqual(['SrvID', 'SrvURI']);
  });

  it('is a command line whose words a shell keeps together', () => {
    const line = commandLineOf(newDeviceOf({ ...form, devId: "it's" }), server);
    expect(line).toContain(`--dev-id 'it'\\''s'`);
    expect(line).toContain(`--notify 'udp://[::1]:2948'`);
  });
});
