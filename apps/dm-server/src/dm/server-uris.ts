import { decodeCommand, type RawCommand } from '@dm2/protocol';
import type { DeviceState, TaskProblem } from '@dm2/server-engine';
import { signObjectUrl, type ObjectMethod } from '@dm2/service';

const PLACEHOLDER = /^\{(repository|server)\}(.*)$/s;
const OBJECT_PATH = /^\/objects\/([^/?#\s]+)$/;

export interface ServerUriOptions {
  readonly repositoryUrl: string;
  readonly repositoryKey: Uint8Array;
  readonly publicUrl: () => string;
  readonly now: () => number;
  /** How long a signed URL holds: a transfer begins soon, a subscription or a default stays. */
  readonly validMs: { readonly transfer: number; readonly standing: number };
}

type Access = { readonly method: ObjectMethod; readonly use: 'transfer' | 'standing' };

/** What a command does with its ServerURI at the repository; those that are not here take no object. */
const ACCESS: Readonly<Record<string, Access>> = {
  HGET: { method: 'GET', use: 'transfer' },
  HPUT: { method: 'PUT', use: 'transfer' },
  HPOST: { method: 'POST', use: 'transfer' },
  SUB: { method: 'PUT', use: 'standing' },
  DEFAULT: { method: 'GET', use: 'standing' },
};

/**
 * Replaces `{repository}/objects/NAME` by a URL signed for this method, object, device and time (decision 14), and
 * `{server}` by this server's public URL. Done as a package leaves, so that no signature is ever stored with a task.
 */
export function expandCommand(
  command: RawCommand,
  device: DeviceState,
  options: ServerUriOptions,
): RawCommand {
  return command.map((parameter, i) => {
    const match = i === 0 ? null : PLACEHOLDER.exec(parameter);
    if (!match) return parameter;
    const [, which, rest = ''] = match;
    if (which === 'server') return `${options.publicUrl()}${rest}`;
    const access = ACCESS[command[0] ?? ''];
    if (!access) return parameter;
    const { method, use } = access;
    const object = decodeURIComponent(OBJECT_PATH.exec(rest)?.[1] ?? '');
    return signObjectUrl(
      {
        base: options.repositoryUrl,
        method,
        object,
        devId: device.devId,
        expiresAt: new Date(options.now() + options.validMs[use]),
      },
      options.repositoryKey,
    );
  });
}

/** Placeholders that nothing could be put in the place of. */
export function checkPlaceholders(commands: readonly RawCommand[], at: string): TaskProblem[] {
  return commands.flatMap((command, i) =>
    command.flatMap((parameter, j): TaskProblem[] => {
      if (!parameter.startsWith('{')) return [];
      const field = `${at}/${i}/${j}`;
      const match = PLACEHOLDER.exec(parameter);
      if (!match)
        return [
          { field, detail: 'a parameter may begin with {repository} or {server}, nothing else in braces' },
        ];
      if (match[1] === 'server') return [];
      const name = OBJECT_PATH.exec(match[2] ?? '')?.[1];
      if (name === undefined || !decodes(name))
        return [{ field, detail: 'must be {repository}/objects/NAME' }];
      return decodeCommand(command).kind === 'command' && ACCESS[command[0] ?? '']
        ? []
        : [{ field, detail: 'this command takes no object of the repository' }];
    }),
  );
}

function decodes(text: string): boolean {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}
