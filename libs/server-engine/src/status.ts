import { isValidStatus, type CommandName, type Remark } from '@dm2/protocol';

/** Whether a status lets its task succeed. */
export function isSuccess(status: number): boolean {
  return (status >= 200 && status < 300) || status === 304;
}

/** A status that App. C does not list for the command. It is taken as what it says. */
export function statusRemark(command: CommandName, sc: number, index: number): Remark[] {
  return isValidStatus(command, sc)
    ? []
    : [{ clause: 'TS App. C', text: `Status/${index}: ${sc} is no status of ${command}` }];
}
