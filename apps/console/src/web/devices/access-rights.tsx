import { MOID } from '@dm2/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { objectsQuery } from '../api/queries.js';
import { Empty } from '../pages/states.js';
import { accessRightsOf } from './model/access-rights.js';
import { Section } from './section.js';

/** Who may do what on the device, as its Delegation Access Control MO says (TS 10, 12.3). */
export function AccessRights({ devId }: { devId: string }): ReactElement {
  const { data } = useQuery(objectsQuery(devId));
  const rights = accessRightsOf(data?.items ?? []);
  return (
    <Section title="Access rights">
      {rights.length === 0 ? (
        <Empty>
          Not known: nothing of its Delegation Access Control MO was read, or the device has none and grants
          everything to every DM Server it knows.{' '}
          <Link to="/devices/$devId" params={{ devId }} search={{ uri: `${MOID.accessControl}//` }}>
            Aim at it
          </Link>
          , then GET.
        </Empty>
      ) : (
        <table className="data">
          <thead>
            <tr>
              <th scope="col">Object</th>
              <th scope="col">Instance</th>
              <th scope="col">Path</th>
              <th scope="col">Authority</th>
              <th scope="col">Rights</th>
            </tr>
          </thead>
          <tbody>
            {rights.map(({ moid, instance, path, authority, sum, rights: words }, i) => (
              <tr key={i}>
                <td className="mono wrap">{moid}</td>
                <td className="mono wrap" data-label="instance">
                  {instance}
                </td>
                <td className="mono wrap" data-label="path">
                  {path}
                </td>
                <td>{authority}</td>
                <td>
                  {words.join(', ') || 'none'} <span className="quiet">({sum})</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
