import { defineConfig } from 'vitest/config';

/** All projects in one run; each has its own configuration beside its sources. */
export default defineConfig({
  test: { projects: ['libs/*/vitest.config.ts', 'apps/*/vitest.config.ts'] },
});
