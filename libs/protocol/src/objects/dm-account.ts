import { interior, leaf } from '../ddf/describe.js';
import { MOID } from './moid.js';

const ext = interior('Ext', 'G', '?', [], { description: 'Extensions of the vendor' });
/** A leaf that must be there (TS 12.2), and is empty where a bootstrap says nothing of it. */
const required = { defaultValue: '' };

/**
 * DM Account (TS 12.2): how to reach and trust a DM Server. Access types are the specification's and, since those are a minimum,
 * what a server needs to look after its own account. Not readable are the keys of the bootstrap, `Auth/Trsp/Secret` and `Perm`, which
 * is not exposed at all; the secret of notifications is. `Auth`, `Push`, `Ext` and the groups in them need not be supported.
 */
export const dmAccount = interior(
  'DMAcc',
  'GD',
  '*',
  [
    leaf('SrvID', 'chr', 'G', '1', { description: 'Identifier of the DM Server, unique in the client' }),
    leaf('SrvURI', 'chr', 'GR', '1', { description: 'Where sessions are opened' }),
    leaf('Name', 'chr', 'GR', '1', { ...required, description: 'Name to show to the user' }),
    interior(
      'Perm',
      '',
      '1',
      [interior('<x>', '', '+', [leaf('MOID', 'chr', '', '1', { description: 'A MOID, or * for all' })])],
      { description: 'What the server was provisioned for at its bootstrap' },
    ),
    interior('Auth', 'G', '?', [
      interior(
        'Bootstrap',
        'G',
        '?',
        [
          leaf('ServerURI', 'chr', 'G'),
          leaf('SecMode', 'bin', 'G', '1', { description: 'Mode of TLS: PSK or X.509' }),
          leaf('ClientPubKey', 'bin', '', '1', { ...required, description: 'PSK identity, or certificate' }),
          leaf('ServerPubKey', 'bin', '', '1', { ...required, description: 'PSK identity, or certificate' }),
          leaf('ClientSecretKey', 'bin', '', '1', { ...required, description: 'PSK, or private key' }),
        ],
        { description: 'Credentials for the bootstrap server' },
      ),
      interior(
        'Noti',
        'G',
        '?',
        [
          leaf('Type', 'int', 'G', '1', { description: '0: SHA-256' }),
          leaf('Data', 'bin', 'GR', '1', { ...required, description: 'Authentication data of the digest' }),
          leaf('Secret', 'bin', 'GR', '1', { description: 'Secret of the digest' }),
        ],
        { description: 'Credentials of notifications' },
      ),
      interior(
        'Trsp',
        'G',
        '?',
        [
          leaf('Data', 'bin', 'GR', '1', { description: 'User, certificate or public key' }),
          leaf('Secret', 'bin', 'R', '1', { description: 'Password or private key' }),
        ],
        { description: 'Credentials of the transport' },
      ),
    ]),
    interior('Push', 'G', '?', [
      interior('GCM', 'G', '?', [
        leaf('SenderID', 'chr', 'G'),
        leaf('RegURI', 'chr', 'G', '1', { description: 'Where the client registers' }),
        leaf('UnRegURI', 'chr', 'G', '1', { description: 'Where the client takes its registration back' }),
        leaf('RegParams', 'chr', 'G', '1', { ...required, description: 'More parameters, as a URI query' }),
        ext,
      ]),
      ext,
    ]),
    ext,
  ],
  { ddfName: MOID.dmAccount, description: 'A DM Server this device trusts' },
);
