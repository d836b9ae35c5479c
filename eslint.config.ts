import type { Linter } from 'eslint';
import playwright from 'eslint-plugin-playwright';
import tseslint from 'typescript-eslint';

const electronModules = ['electron', 'electron-store', 'electron/*'];

const config: Linter.Config[] = [
  { ignores: ['out/**', 'dist/**', 'node_modules/**', 'test-results/**', 'test/bench/face/empty-app/**'] },
  ...(tseslint.configs.recommendedTypeChecked as Linter.Config[]),
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': ['error', { allow: ['error', 'warn'] }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['main/core/**', 'main/cli.ts', 'main/compose.ts', 'test/lab/**', 'test/unit/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: electronModules, message: 'The core runs in plain Node: no electron here.' }] },
      ],
    },
  },
  {
    files: ['renderer/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: [...electronModules, 'node:*'], message: 'The page has no Node and no electron.' }] },
      ],
    },
  },
  { files: ['scripts/**', 'main/cli.ts', 'test/lab/**', 'test/bench/**'], rules: { 'no-console': 'off' } },
  { ...playwright.configs['flat/recommended'], files: ['test/e2e/**'] },
];

export default config;
