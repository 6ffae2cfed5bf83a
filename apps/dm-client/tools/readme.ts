import type { Command, Option } from 'commander';
import { program } from '../src/program.js';

const BEGIN = '<!-- options -->';
const END = '<!-- /options -->';
const HEAD = '| Option | Environment variable | Default | What it is |\n| --- | --- | --- | --- |';

/** The README with its tables of options as the code says they are. */
export function withOptionTables(readme: string): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('the README has no place for the options');
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${describeOptions(program.commands)}\n\n${readme.slice(end)}`;
}

/** What all commands but `tree` have in common, in groups; then what one of them alone has. */
function describeOptions(commands: readonly Command[]): string {
  const devices = commands.filter((command) => command.name() !== 'tree');
  const [first] = devices;
  const isCommon = ({ flags }: Option) =>
    devices.every((command) => command.options.some((other) => other.flags === flags));
  const common = (first?.options ?? []).filter(isCommon);
  const groups = [...new Set(common.map(({ helpGroupHeading }) => helpGroupHeading ?? 'Output:'))];
  const names = devices.map((command) => `\`${command.name()}\``).join(', ');
  return [
    `Of ${names}:`,
    ...groups.map((group) =>
      section(
        group,
        common.filter(({ helpGroupHeading }) => (helpGroupHeading ?? 'Output:') === group),
      ),
    ),
    ...commands.flatMap((command) => {
      const own = devices.includes(command)
        ? command.options.filter((option) => !isCommon(option))
        : command.options;
      return own.length === 0 ? [] : [section(`\`${command.name()}\` alone:`, own)];
    }),
  ].join('\n\n');
}

function section(heading: string, options: readonly Option[]): string {
  return `**${heading.replace(/:$/, '')}**\n\n${[HEAD, ...options.map(row)].join('\n')}`;
}

function row({ flags, envVar, defaultValue, description, negate, mandatory }: Option): string {
  const fallback = negate || defaultValue === undefined ? '' : `\`${String(defaultValue)}\``;
  const cells = [
    `\`${flags}\``,
    envVar === undefined ? '' : `\`${envVar}\``,
    mandatory ? 'required' : fallback,
    description,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
