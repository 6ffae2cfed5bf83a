import { readFile, writeFile } from 'node:fs/promises';
import type { z } from 'zod';
import { describeConfig } from './config.js';

const mark = (name: string) => ({ begin: `<!-- ${name} -->`, end: `<!-- /${name} -->` });

/** A text with another content between the marks `<!-- name -->` and `<!-- /name -->`. @throws if it has no such place */
export function withGenerated(text: string, name: string, content: string): string {
  const { begin, end } = mark(name);
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the text has no place for "${name}"`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** A README with its table of settings as the code says it is. */
const withSettings = (readme: string, schema: z.ZodObject): string =>
  withGenerated(readme, 'settings', describeConfig(schema));

/** Brings the table of settings in a README up to date. */
export async function writeSettings(readme: URL, schema: z.ZodObject): Promise<void> {
  await writeFile(readme, withSettings(await readFile(readme, 'utf8'), schema));
}

/** Whether the README's table of settings is what the code says; how the formatter laid it out does not matter. */
export async function hasCurrentSettings(readme: URL, schema: z.ZodObject): Promise<boolean> {
  const text = await readFile(readme, 'utf8');
  return withoutLayout(text) === withoutLayout(withSettings(text, schema));
}

/** A text of Markdown as the formatter sees it: what only lays out tables is gone. */
const withoutLayout = (text: string): string =>
  text.replace(/-{3,}/g, '---').replace(/ +/g, ' ').replaceAll('| ', '|').replaceAll(' |', '|');
