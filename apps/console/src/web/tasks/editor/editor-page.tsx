import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { Failed, Loading } from '../../pages/states.js';
import { formatTask } from '../model/format-task.js';
import { taskQuery } from '../queries.js';
import { devIdsOf } from '../search.js';
import { EMPTY, taskOf, TEMPLATES } from '../templates/templates.js';
import '../tasks.css';
import { TaskEditor } from './task-editor.js';

const route = getRouteApi('/tasks/new');

/** A new task: empty, from a template, from a command, or from a task that was queued before. */
export function TaskEditorPage(): ReactElement {
  const search = route.useSearch();
  const { template, command, from } = search;
  const before = useQuery({ ...taskQuery(from ?? ''), enabled: from !== undefined });
  const chosen = TEMPLATES.find(({ id }) => id === template);
  const start = before.data?.definition ?? chosen?.task ?? (command === undefined ? EMPTY : taskOf(command));
  // Kept when another template is chosen.
  const [picked, setPicked] = useState<string[]>();
  const named = devIdsOf(search);
  const devIds = picked ?? (named.length === 0 && before.data ? [before.data.devId] : named);
  const keep = search.devId === undefined ? {} : { devId: search.devId };
  return (
    <div className="page">
      <h1>New task</h1>
      <nav className="templates" aria-label="Templates">
        <span className="quiet">Begin with</span>
        <Link to="/tasks/new" search={keep} activeOptions={{ exact: true }}>
          an empty task
        </Link>
        {TEMPLATES.map(({ id, title }) => (
          <Link key={id} to="/tasks/new" search={{ ...keep, template: id }} activeOptions={{ exact: true }}>
            {title}
          </Link>
        ))}
      </nav>
      {chosen && (
        <p className="quiet">
          {chosen.about} {chosen.needs !== '' && `It needs: ${chosen.needs}`}
        </p>
      )}
      {from !== undefined && before.isPending && <Loading />}
      {before.isError && <Failed error={before.error} retry={() => void before.refetch()} />}
      {(from === undefined || before.data) && (
        <TaskEditor
          // Another beginning is another task.
          key={`${template ?? ''} ${from ?? ''} ${command ?? ''}`}
          start={formatTask(start)}
          devIds={devIds}
          onDevices={setPicked}
        />
      )}
    </div>
  );
}
