import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

/** Arrows point one way: apps → engines → protocol. A wrong arrow is a lint error. */
const depConstraints = [
  { sourceTag: 'type:protocol', onlyDependOnLibsWithTags: ['type:protocol'] },
  { sourceTag: 'type:engine', onlyDependOnLibsWithTags: ['type:protocol'] },
  { sourceTag: 'type:service', onlyDependOnLibsWithTags: ['type:protocol', 'type:cluster'] },
  { sourceTag: 'type:conformance', onlyDependOnLibsWithTags: ['type:protocol'] },
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: [
      'type:protocol',
      'type:engine',
      'type:service',
      'type:conformance',
      'type:cluster',
    ],
  },
  { sourceTag: 'type:cluster', onlyDependOnLibsWithTags: ['type:cluster'] },
  { sourceTag: 'type:launcher', onlyDependOnLibsWithTags: ['type:protocol', 'type:cluster'] },
  { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:protocol', 'type:conformance', 'type:cluster'] },
];

/** The wire and the engines know no framework, no HTTP, no SQL. */
const frameworks = [
  '@nestjs/*',
  'fastify',
  '@fastify/static',
  'typeorm',
  'pg',
  'pg-boss',
  'undici',
  'react',
  'react-dom',
  'node:http',
  'node:https',
  'node:net',
  'node:dgram',
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      '.dm2/**',
      '**/*.d.ts',
      '**/generated/**',
      '**/test-results/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: false, allow: [], depConstraints },
      ],
    },
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  {
    files: ['libs/protocol/src/**/*.ts', 'libs/client-engine/src/**/*.ts', 'libs/server-engine/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: frameworks, message: 'The wire and the engines know no framework.' }] },
      ],
    },
  },
  {
    files: ['**/*.config.ts'],
    rules: { 'no-restricted-exports': 'off', '@nx/enforce-module-boundaries': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        require: 'readonly',
        module: 'writable',
        __dirname: 'readonly',
      },
    },
  },
);
