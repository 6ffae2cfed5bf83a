import { COMMAND_NAMES, COMMAND_SIGNATURES, type CommandName, type RawCommand } from '@dm2/protocol';
import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { COMMAND_HELP } from '../model/command-help.js';
import { replaced } from '../model/edit.js';
import { parameterName, type Finding } from '../model/task-document.js';
import { ClientUriField } from './client-uri-field.js';
import { Findings } from './findings.js';

/** One command: which of the twelve, and its parameters by name, in their order (TS 5.3). */
export function CommandRow({
  command,
  place,
  devId,
  findings,
  onChange,
  actions,
}: {
  command: RawCommand;
  /** How it is called among the others: `Command 2`. */
  place: string;
  devId: string | undefined;
  findings: readonly Finding[];
  onChange: (command: RawCommand) => void;
  actions: ReactElement;
}): ReactElement {
  const [name = '', ...values] = command;
  const known = isKnown(name) ? name : undefined;
  const signature = known && COMMAND_SIGNATURES[known];
  const help = known && COMMAND_HELP[known];
  const fields = Math.max(
    values.length,
    signature ? Math.min(signature.max, signature.parameters.length) : 0,
  );
  const set = (index: number, value: string) => {
    const all = Array.from({ length: Math.max(fields, index + 1) }, (_unused, i) => values[i] ?? '');
    onChange([name, ...trimmed(replaced(all, index, value), signature?.min ?? 0)]);
  };
  const optional = (index: number) => index >= (signature?.min ?? 0) && signature?.max !== Infinity;
  const needs = help?.needs;
  return (
    <fieldset className="command-row">
      <legend className="visually-hidden">{place}</legend>
      <div className="command-head">
        <NativeSelect
          size="sm"
          aria-label={`${place}: command`}
          value={known ?? ''}
          onChange={(event) => onChange(renamed(event.currentTarget.value as CommandName, values))}
          classNames={{ input: 'mono' }}
        >
          {!known && <option value="">{name || 'choose'}</option>}
          {COMMAND_NAMES.map((each) => (
            <option key={each} value={each} disabled={each === 'END'}>
              {each === 'END' ? 'END (the server sends it)' : each}
            </option>
          ))}
        </NativeSelect>
        <span className="quiet">{signature?.clause}</span>
        <span className="grow" />
        {actions}
      </div>
      {help && (
        <p className="quiet">
          {help.does} {help.note}
        </p>
      )}
      {Array.from({ length: fields }, (_unused, i) => {
        const parameter = parameterName(name, i + 1) ?? `parameter ${i + 1}`;
        const label = optional(i) ? `${parameter} (may be left out)` : parameter;
        const what = help?.parameters[Math.min(i, help.parameters.length - 1)] ?? '';
        const props = {
          label,
          description: what,
          value: values[i] ?? '',
          onChange: (value: string) => set(i, value),
        };
        return parameter === 'ClientURI' ? (
          <ClientUriField key={i} {...props} devId={devId} needs={needs} />
        ) : (
          <TextInput
            key={i}
            size="sm"
            {...props}
            spellCheck={false}
            classNames={{ input: 'mono' }}
            onChange={(event) => set(i, event.currentTarget.value)}
          />
        );
      })}
      {signature?.max === Infinity && (
        <div>
          <button type="button" className="link" onClick={() => onChange([...command, ''])}>
            Another ClientURI
          </button>
        </div>
      )}
      <Findings
        findings={findings.filter(({ kind, field }) => kind === 'error' && !isClientUri(command, field))}
      />
    </fieldset>
  );
}

function isKnown(name: string): name is CommandName {
  return Object.hasOwn(COMMAND_SIGNATURES, name);
}

/** Whether a finding is about a ClientURI: its field says so itself. */
function isClientUri([name = '']: RawCommand, field: string): boolean {
  return (
    parameterName(name, Number(field.slice(field.lastIndexOf('/') + 1))) === 'ClientURI' &&
    /\/\d+\/\d+$/.test(field)
  );
}

/** Another command keeps what its parameters of the same name had. */
function renamed(name: CommandName, values: readonly string[]): RawCommand {
  const { parameters, min } = COMMAND_SIGNATURES[name];
  const kept = values.slice(0, parameters.length);
  return [
    name,
    ...trimmed(
      Array.from({ length: parameters.length }, (_unused, i) => kept[i] ?? ''),
      min,
    ),
  ];
}

/** Without empty parameters at the end, but with all that must be there. */
function trimmed(values: readonly string[], min: number): string[] {
  let length = values.length;
  while (length > min && values[length - 1] === '') length -= 1;
  return values.slice(0, length);
}
