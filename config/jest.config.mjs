// Tests mirror the source tree. Everything but the phone's components runs in Node on real MariaDB and Redis.
import { fileURLToPath } from 'node:url';

// Absolute: a project's relative rootDir would be taken from its parent's once more.
const rootDir = fileURLToPath(new URL('..', import.meta.url));

const swc = (jsx) => [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: jsx },
      target: 'es2022',
      ...(jsx ? { transform: { react: { runtime: 'automatic' } } } : {}),
    },
    module: { type: 'commonjs' },
  },
];

const common = {
  rootDir,
  extensionsToTreatAsEsm: [],
};

const nodeRealm = '<rootDir>/test/support/node-realm.mjs';
const tidy = ['<rootDir>/test/tidy.test.ts', '<rootDir>/test/spoilt.test.ts'];

/** @type {import('jest').Config} */
export default {
  rootDir,
  // A stray real clock or network would show up as a hang: end it with a name. Jest reads this at the root only.
  testTimeout: 30_000,
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  projects: [
    {
      ...common,
      displayName: 'node',
      testEnvironment: nodeRealm,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/miniapp/', ...tidy],
      transform: { '\\.ts$': swc(false) },
      globalSetup: '<rootDir>/test/support/ground.setup.mjs',
      globalTeardown: '<rootDir>/test/support/ground.teardown.mjs',
    },
    {
      ...common,
      // The style guide reads files: it needs no servers, so `npm run check` is quick.
      displayName: 'tidy',
      testEnvironment: nodeRealm,
      testMatch: tidy,
      transform: { '\\.ts$': swc(false) },
    },
    {
      ...common,
      displayName: 'phone',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/test/miniapp/**/*.test.{ts,tsx}'],
      transform: { '\\.tsx?$': swc(true) },
      moduleNameMapper: {
        '^@tarojs/components$': '<rootDir>/test/miniapp/taro-components.tsx',
        '^@tarojs/taro$': '<rootDir>/test/miniapp/taro-api.ts',
        '\\.(less|png|svg)$': '<rootDir>/test/miniapp/empty-module.ts',
      },
    },
  ],
};
