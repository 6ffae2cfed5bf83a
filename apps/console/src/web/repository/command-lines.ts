/** A command as a task has it, ready to be copied; the server puts the repository's signed URL in. */
export interface CommandLine {
  readonly command: 'HGET' | 'HPUT' | 'HPOST';
  /** What it does, in a sentence. */
  readonly does: string;
  readonly text: string;
}

/** The commands that move an object (TS 5.3.1 to 5.3.3). The ClientURIs are examples of what it may be moved from and to. */
export function commandLines(name: string): CommandLine[] {
  const url = `{repository}/objects/${name}`;
  const line = (command: CommandLine['command'], uri: string, does: string): CommandLine => ({
    command,
    does,
    text: JSON.stringify([command, url, uri]).replaceAll('","', '", "'),
  });
  return [
    line('HGET', 'urn:oma:mo:oma-fumo:1.0//Update/PkgData', 'the device reads the object into a node'),
    line('HPUT', 'urn:oma:mo:oma-dm-devinfo:1.2//', 'the device writes a node as this object'),
    line('HPOST', 'urn:oma:mo:oma-dm-devinfo:1.2//', 'the device posts a node to this object'),
  ];
}

const NAME = /^[A-Za-z0-9._~:@!$&'()*+,;=-]{1,255}$/;

/** Why a name is none for an object; nothing if it is one. The repository decides; this is said before anything is sent. */
export function nameProblem(name: string): string | undefined {
  if (NAME.test(name) && name !== '.' && name !== '..') return undefined;
  return name === ''
    ? 'An object needs a name.'
    : 'A name has 1 to 255 letters, digits and ._~:@!$&\'()*+,;=- and is not "." or "..".';
}

/** The name of a file as the name of an object: what it can't have becomes a hyphen. */
export function nameOfFile(file: string): string {
  const name = file
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._~:@!$&'()*+,;=-]+/g, '-')
    .slice(0, 255);
  return nameProblem(name) === undefined ? name : '';
}
