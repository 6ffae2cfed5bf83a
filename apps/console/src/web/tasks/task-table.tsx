import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Task } from '../api/types.js';
import { State, When } from '../pages/states.js';
import { Progress } from './progress.js';
import { reasonInWords } from './words.js';

/** Tasks, one a row. */
export function TaskTable({ tasks }: { tasks: readonly Task[] }): ReactElement {
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">Task</th>
          <th scope="col">Device</th>
          <th scope="col">State</th>
          <th scope="col">Steps</th>
          <th scope="col">Queued</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.id}>
            <td className="wrap">
              <Link to="/tasks/$taskId" params={{ taskId: task.id }}>
                {task.name}
              </Link>
            </td>
            <td className="mono wrap">
              <Link to="/devices/$devId" params={{ devId: task.devId }}>
                {task.devId}
              </Link>
            </td>
            <td>
              <State value={task.state} />
              {task.reason !== null && <div className="quiet">{reasonInWords(task.reason)}</div>}
            </td>
            <td data-label="steps">
              <Progress step={task.step} steps={task.steps} />
            </td>
            <td data-label="queued">
              <When at={task.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
