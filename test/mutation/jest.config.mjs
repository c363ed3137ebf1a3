// The tests of the pure rules alone, without servers, on the sources of the sandbox they are copied to.
import base from '../../config/jest.config.mjs';

const [node] = base.projects;
const { transform, testEnvironment, testPathIgnorePatterns } = node;
// Where the run stands, not where this file came from.
const rootDir = process.cwd();

/** @type {import('jest').Config} */
export default {
  transform,
  testEnvironment,
  // Hundreds of random years for each change would take a day: what notices a change here is an example one can read.
  testPathIgnorePatterns: [...testPathIgnorePatterns, 'properties'],
  rootDir,
  testMatch: ['<rootDir>/test/shared/**/*.test.ts', '<rootDir>/test/mutation/*.cases.ts'],
  moduleNameMapper: { '^@yijiutong/rules/(.*)$': '<rootDir>/shared/src/$1/index.ts' },
};
