import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { post } from '../api/client.js';
import type { Task } from '../api/types.js';

type Command = readonly string[];

/** Queues one command for a device as a task of its own, and has the device notified. */
export function useQueue(
  devId: string,
  onQueued: (taskId: string) => void,
): UseMutationResult<Task, Error, Command> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: Command) =>
      post<Task>(
        '/api/v1/devices/{devId}/tasks',
        { devId },
        { name: nameOf(command), notify: true, steps: [{ commands: [command] }] },
      ),
    onSuccess: ({ id }) => {
      onQueued(id);
      void client.invalidateQueries({ queryKey: ['tasks', devId] });
    },
  });
}

function nameOf(command: Command): string {
  const name = `${command[0] ?? ''} ${command.at(-1) ?? ''}`;
  return name.length > 200 ? `${name.slice(0, 199)}…` : name;
}
