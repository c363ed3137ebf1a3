/**
 * Runs the pure tests inside Stryker's own worker process. Jest loads every file anew for every change, which made a full
 * run a matter of many hours; here the files are loaded once, a change is switched on where it stands, and only the tests
 * that reach it run. What is worked out while a file is loaded or prepared is worked out again under the change.
 */
import { readFileSync, readdirSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';

import { transformSync } from '@swc/core';
import { expect } from 'expect';

const load = createRequire(import.meta.url);
// What this file works out is kept from one test to the next: a change of it would be met too late, or stay too long.
const REMEMBERS = /lookups\.ts$/;
/** What Stryker and the changed sources tell each other. */
const told = (globalThis.__stryker__ ??= {});

class Runner {
  static inject = ['options'];
  tests = [];
  /** by file: what runs before its tests, and which changes that reaches */
  prepared = new Map();
  loaded = false;

  /** @param options `pure.tests`: which files below `test` hold the tests of this part, as a pattern */
  constructor({ pure }) {
    this.isTest = new RegExp(pure.tests);
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    readTypeScript();
    process.env.NODE_ENV = 'test';
  }

  async dryRun() {
    await this.load();
    const tests = [];
    for (const test of this.tests) {
      told.currentTestId = test.id;
      const from = performance.now();
      const failure = await failureOf(test.run);
      const { id, fileName } = test;
      const timeSpentMs = performance.now() - from;
      tests.push({
        id,
        name: id,
        fileName,
        timeSpentMs,
        status: failure === null ? 0 : 1,
        failureMessage: failure,
      });
    }
    told.currentTestId = undefined;
    return { status: 'complete', tests, mutantCoverage: this.spreadPreparation(told.mutantCoverage) };
  }

  async mutantRun({ activeMutant: { id, fileName }, testFilter, reloadEnvironment, hitLimit }) {
    const anew = reloadEnvironment || REMEMBERS.test(fileName);
    if (anew) this.forget();
    else if (!this.loaded) await this.load();
    Object.assign(told, { hitLimit, hitCount: hitLimit === undefined ? undefined : 0, activeMutant: id });
    const result = await this.runUnder(id, testFilter);
    const { hitCount } = told;
    Object.assign(told, { hitLimit: undefined, hitCount: undefined, activeMutant: undefined });
    if (anew) this.forget();
    return hitCount > hitLimit ? { status: 'timeout', reason: 'it went round too often' } : result;
  }

  async runUnder(mutant, testFilter) {
    const failedToLoad = this.loaded ? null : await failureOf(() => this.load());
    if (failedToLoad !== null)
      return { status: 'killed', killedBy: [], failureMessage: failedToLoad, nrOfTests: 0 };
    const wanted = testFilter === undefined ? null : new Set(testFilter);
    const tests = this.tests.filter(({ id }) => wanted === null || wanted.has(id));
    const files = new Set(tests.map(({ fileName }) => fileName));
    const again = [...files].filter((file) => this.prepared.get(file)?.reaches.has(mutant));
    if (again.length > 0) this.loaded = false;
    let failure = await failureOf(() => this.prepare(again));
    let nrOfTests = 0;
    for (const test of tests) {
      if (failure === null) failure = await failureOf(test.run);
      nrOfTests += 1;
      if (failure !== null)
        return { status: 'killed', killedBy: [test.id], failureMessage: failure, nrOfTests };
    }
    return { status: 'survived', nrOfTests };
  }

  /** Reads every test file, and makes ready what its tests share. */
  async load() {
    this.forget();
    const { tests, prepared } = this;
    for (const fileName of listTestFiles(this.isTest)) {
      const hooks = [];
      prepared.set(fileName, { hooks, reaches: this.prepared.get(fileName)?.reaches ?? new Set() });
      Object.assign(globalThis, { expect }, collector(fileName, tests, hooks));
      load(fileName);
    }
    await this.prepare([...prepared.keys()]);
    this.loaded = true;
  }

  async prepare(files) {
    for (const file of files) {
      const { hooks, reaches } = this.prepared.get(file);
      told.currentTestId = file;
      for (const hook of hooks) await hook();
      for (const mutant of Object.keys(told.mutantCoverage?.perTest[file] ?? {})) reaches.add(mutant);
    }
    told.currentTestId = undefined;
  }

  forget() {
    this.loaded = false;
    this.tests.length = 0;
    const ours = `${process.cwd()}${path.sep}`;
    for (const file of Object.keys(load.cache))
      if (file.startsWith(ours) && !file.includes('node_modules')) delete load.cache[file];
  }

  /** What is reached before the tests of a file counts as reached by each of them. */
  spreadPreparation(coverage) {
    for (const file of this.prepared.keys()) {
      const before = coverage.perTest[file] ?? {};
      delete coverage.perTest[file];
      for (const { id, fileName } of this.tests) {
        if (fileName !== file) continue;
        const own = (coverage.perTest[id] ??= {});
        for (const [mutant, hits] of Object.entries(before)) own[mutant] = (own[mutant] ?? 0) + hits;
      }
    }
    return coverage;
  }
}

async function failureOf(work) {
  try {
    await work();
    return null;
  } catch (error) {
    return String(error?.message ?? error);
  }
}

function listTestFiles(isTest) {
  return (
    readdirSync('test', { recursive: true, encoding: 'utf8' })
      .filter((name) => isTest.test(name))
      // The short tests first: they notice most changes, and the worked cases need not run then.
      .sort((a, b) => Number(a.endsWith('.cases.ts')) - Number(b.endsWith('.cases.ts')))
      .map((name) => path.resolve('test', name))
  );
}

/** The few words of Jest that the pure tests use. */
function collector(fileName, tests, hooks) {
  const names = [path.relative(process.cwd(), fileName)];
  const add = (name, run) => {
    const id = [...names, name].join(' › ');
    tests.push({ id, fileName, run });
  };
  const describe = (name, body) => {
    names.push(name);
    body();
    names.pop();
  };
  const each = (single) => (rows) => (name, run) =>
    rows.forEach((row, index) => single(`${name} (${index + 1})`, () => run(...[row].flat(1))));
  const test = Object.assign((name, run) => add(name, run), { each: each(add) });
  return {
    describe: Object.assign(describe, { each: each(describe) }),
    test,
    beforeAll: (hook) => hooks.push(hook),
  };
}

/** Sources are read as Jest reads them, from the copy that Stryker changes. */
function readTypeScript() {
  const known = new Map();
  const jsc = { parser: { syntax: 'typescript' }, target: 'es2022' };
  const compile = (filename) =>
    transformSync(readFileSync(filename, 'utf8'), {
      filename,
      jsc,
      module: { type: 'commonjs' },
      swcrc: false,
    }).code;
  Module._extensions['.ts'] = (module, file) => {
    if (!known.has(file)) known.set(file, compile(file));
    module._compile(known.get(file), file);
  };
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) =>
    resolve(request.replace(/^@yijiutong\/rules\/(.*)$/, `${process.cwd()}/shared/src/$1/index.ts`), ...rest);
}

export const strykerValidationSchema = {
  properties: { pure: { type: 'object', properties: { tests: { type: 'string' } } } },
};
export const strykerPlugins = [{ kind: 'TestRunner', name: 'pure', injectableClass: Runner }];
