import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./web/', import.meta.url));

/**
 * The scripts of the screen by their path: as built, or, where the program runs from its sources, with their types taken out. There is
 * no build of their own.
 */
export async function screenScripts(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder)).filter((name) => /^[a-z-]+\.(?:ts|js)$/.test(name));
  const scripts = await Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const text = await readFile(`${folder}/${name}`, 'utf8');
      return [
        `/screen/${name.replace(/\.ts$/, '.js')}`,
        name.endsWith('.ts') ? await withoutTypes(text) : text,
      ];
    }),
  );
  return new Map(scripts);
}

async function withoutTypes(source: string): Promise<string> {
  const { transform } = await import('@swc/core');
  const { code } = await transform(source, {
    configFile: false,
    swcrc: false,
    module: { type: 'es6' },
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022', transform: { verbatimModuleSyntax: true } },
  });
  return code;
}
