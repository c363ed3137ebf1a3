// One set of rules for every package. Nothing is a warning: a rule that may be broken is not a rule. What needs to know
// types is in .oxlintrc.json, for a linter built on the native compiler.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** The files below a folder that say any of these names: a rule that compiles what it reads need not read the others. */
function namersOf(names, folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.posix.join(folder, file))
    .filter((file) => names.test(readFileSync(file, 'utf8')));
}

/** The direction of imports: what may not be imported from where, and why. */
const zones = [
  ['shared/src', ['bff', 'miniapp', 'test'], 'the rules depend on nobody'],
  [
    'shared/src/kernel',
    [
      'shared/src/policy',
      'shared/src/rules',
      'shared/src/ledger',
      'shared/src/words',
      'shared/src/claim',
      'shared/src/contract',
    ],
    'kernel is the ground floor',
  ],
  [
    'shared/src/policy',
    ['shared/src/rules', 'shared/src/ledger', 'shared/src/claim', 'shared/src/contract'],
    'policy knows the kernel only',
  ],
  [
    'shared/src/rules',
    [
      'shared/src/ledger',
      'shared/src/claim',
      'shared/src/contract',
      'shared/src/policy/schema.ts',
      'shared/src/policy/schema',
    ],
    'a rule sees the compiled policy, never the YAML schema',
  ],
  [
    'shared/src/ledger',
    [
      'shared/src/batch',
      'shared/src/words',
      'shared/src/claim',
      'shared/src/contract',
      'shared/src/policy/schema.ts',
      'shared/src/policy/schema',
    ],
    'the ledger sees the compiled policy',
  ],
  [
    'shared/src/batch',
    [
      'shared/src/words',
      'shared/src/claim',
      'shared/src/contract',
      'shared/src/policy/schema.ts',
      'shared/src/policy/schema',
      'shared/src/policy/index.ts',
    ],
    'a batch is the ledger over many persons',
  ],
  [
    'shared/src/words',
    ['shared/src/claim', 'shared/src/contract', 'shared/src/policy/schema.ts', 'shared/src/policy/schema'],
    'words are found for what was decided',
  ],
  [
    'shared/src/estimate',
    [
      'shared/src/words',
      'shared/src/claim',
      'shared/src/contract',
      'shared/src/policy/schema.ts',
      'shared/src/policy/schema',
      'shared/src/policy/index.ts',
    ],
    'an estimate asks the ledger about a compiled policy: it runs on the phone, without zod',
  ],
  [
    'shared/src/lawbook',
    [
      'shared/src/rules',
      'shared/src/ledger',
      'shared/src/words',
      'shared/src/estimate',
      'shared/src/claim',
      'shared/src/contract',
    ],
    'the keeper’s tools read the documents, never what is decided by them',
  ],
  [
    'shared/src/claim',
    ['shared/src/rules', 'shared/src/ledger', 'shared/src/contract'],
    'what a claim needs is decided without what it brings',
  ],
  [
    'shared/src/contract',
    ['shared/src/policy', 'shared/src/rules', 'shared/src/ledger', 'shared/src/claim', 'shared/src/kernel'],
    'the contract stands alone',
  ],
  ['bff', ['miniapp', 'test'], 'the shell knows neither the face nor the tests'],
  ['miniapp/src', ['bff', 'test'], 'the face talks to the shell over HTTP only'],
];

const storageOnly = ['mysql2', 'mysql2/promise', 'ioredis', 'kysely'].map((name) => ({
  name,
  allowTypeImports: true,
  message: 'storage is the only importer of database drivers',
}));

/** bff: route → service → store → storage. */
const bffRoles = [
  {
    files: ['bff/src/**/*.route.ts'],
    // Said again: a later entry replaces the rule's settings, it does not add to them.
    paths: storageOnly,
    patterns: [
      {
        group: ['**/*.store.ts', '**/storage/*', '**/upstream/*', '**/upstream/**'],
        message: 'a route calls its service, never a store or a client',
      },
    ],
  },
  {
    files: ['bff/src/**/*.store.ts'],
    paths: storageOnly.filter(({ name }) => name !== 'kysely'),
    patterns: [
      {
        group: [
          '**/*.route.ts',
          '**/*.service.ts',
          '**/upstream/**',
          '@yijiutong/rules/rules',
          '@yijiutong/rules/ledger',
        ],
        allowTypeImports: true,
        message: 'a store reads and writes rows',
      },
    ],
  },
];

const shellOnly = {
  group: ['zod', 'zod/*', 'koa', 'kysely', 'mysql2', 'ioredis'],
  message: 'too heavy for the phone',
};

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '.local/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // `type` carries unions and literals alike; mixing the two forms by shape says nothing to a reader.
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  {
    files: ['**/*.{ts,tsx,mjs,js}'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          noWarnOnMultipleProjects: true,
          project: ['shared', 'bff', 'miniapp', 'test'],
        }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        { zones: zones.map(([target, from, message]) => ({ target, from, message })) },
      ],
      'import-x/order': [
        'error',
        {
          groups: ['builtin', 'external', 'internal', ['parent', 'sibling', 'index']],
          'newlines-between': 'always',
          alphabetize: { order: 'asc' },
        },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
      curly: ['error', 'multi-line'],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 4],
      complexity: ['error', 15],
    },
  },
  {
    files: ['shared/src/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        'Date',
        'process',
        'fetch',
        'console',
        'setTimeout',
        'setInterval',
        'performance',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'the rules are a function of their input' },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(?!\\.|decimal\\.js$|zod$)', message: 'shared depends on decimal.js and zod only' },
          ],
        },
      ],
    },
  },
  {
    files: ['shared/src/{kernel,rules,ledger,estimate}/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.|decimal\\.js$)',
              message: 'the rules depend on decimal.js only; zod lives in contract and policy',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['bff/src/**/*.ts'],
    ignores: ['bff/src/storage/**', 'bff/src/**/*.store.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: storageOnly,
        },
      ],
    },
  },
  ...bffRoles.map(({ files, paths, patterns }) => ({
    files,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns }] },
  })),
  {
    files: ['miniapp/src/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            shellOnly,
            {
              group: ['@yijiutong/rules/*', '!@yijiutong/rules/words'],
              allowTypeImports: true,
              message:
                'the phone takes the types of the contract and the words; the rules themselves belong to the estimate subpackage',
            },
          ],
        },
      ],
    },
  },
  {
    // Here alone: the rules weigh 30 KB, and whoever never asks for an estimate never fetches them.
    files: ['miniapp/src/packages/estimate/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            shellOnly,
            {
              group: [
                '@yijiutong/rules/*',
                '!@yijiutong/rules/kernel',
                '!@yijiutong/rules/words',
                '!@yijiutong/rules/estimate',
              ],
              allowTypeImports: true,
              message: 'an estimate is asked for by its own door',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['miniapp/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    // The rest of the plugin is React's compiler: .oxlintrc.json has it.
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    // Over there `new Date()` were refused too, which these pages are drawn with.
    files: namersOf(/Date\.now|performance\.now|Math\.random/, 'miniapp/src'),
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/purity': 'error' },
  },
  {
    files: ['miniapp/config/**', '**/*.mjs', 'miniapp/*.{js,cjs}', 'miniapp/plugin/**'],
    languageOptions: { globals: { ...globals.node } },
    rules: { 'no-console': 'off' },
  },
  { files: ['bff/src/cli/**', 'test/**'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**'],
    rules: {
      // A describe block holds its cases; a journey is one story. Their length is that of the list.
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  prettier,
);
