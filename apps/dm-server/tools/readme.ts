import { describeConfig } from '@dm2/service';
import { serverConfig } from '../src/config.js';

const BEGIN = '<!-- settings -->';
const END = '<!-- /settings -->';

/** The README with its table of settings as the code says it is. */
export function withConfigTable(readme: string): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('the README has no place for the settings');
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${describeConfig(serverConfig)}\n\n${readme.slice(end)}`;
}
