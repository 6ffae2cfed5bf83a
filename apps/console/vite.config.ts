import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

/** Writes a `.br` and a `.gz` beside each text asset, once all of it is final: it is compressed once, at build. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle)) {
        if (!/\.(js|css|svg)$/.test(name)) continue;
        const file = join(dir, name);
        const source = await readFile(file);
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
        await writeFile(`${file}.br`, brotliCompressSync(source, { params }));
        await writeFile(`${file}.gz`, gzipSync(source, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), precompress()],
  // The server puts a fresh nonce into every page that it sends.
  html: { cspNonce: '__CSP_NONCE__' },
  // Our libraries are taken from their sources.
  resolve: { conditions: ['@dm2/source', ...defaultClientConditions] },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    rolldownOptions: {
      onLog(level, log, handle) {
        if (!log.message.includes('externalized for browser compatibility')) handle(level, log);
      },
      treeshake: {
        // Of the protocol and the engine only what is used, and of its codecs for Node.js nothing.
        moduleSideEffects: (id) => !/libs\/(?:protocol|server-engine)\/|@fastify\/busboy|saxes/.test(id),
      },
    },
  },
});
