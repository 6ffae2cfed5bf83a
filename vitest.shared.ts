import { defineConfig } from 'vitest/config';

/** The vitest configuration every project shares: our libraries are taken from their sources, never from a build. */
export function project(name: string) {
  const conditions = ['@dm2/source'];
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions: [...conditions, 'node', 'module', 'development|production'] } },
    test: {
      name,
      include: ['src/**/*.spec.ts', 'src/**/*.spec.tsx', 'test/**/*.spec.ts'],
      environment: 'node',
      testTimeout: 30_000,
      hookTimeout: 60_000,
    },
  });
}
