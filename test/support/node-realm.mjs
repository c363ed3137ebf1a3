// Where tests of node run: in node's own realm, as the program does. Jest would give every file a realm of its own, in
// which each name of the language goes through a proxy, and would read and compile everything anew for it. Here our own
// modules are evaluated anew for every file, compiled once for each worker; libraries are loaded once, by node itself.
import { createRequire } from 'node:module';
import vm from 'node:vm';

import { ModuleMocker } from 'jest-mock';

const nodeRequire = createRequire(import.meta.url);

/** Jest hands its realm to the compiler: this one stands for the realm that is there already. */
const here = {};
/** What lies in the innermost node_modules, but for jest itself: it keeps each file's tests. */
const library = /\/node_modules\/(?!.*\/node_modules\/)(?!@?jest\b|expect\b)/;

const compile = vm.compileFunction;
const compiled = new Map();

vm.compileFunction = (code, parameters, { parsingContext, ...options }) => {
  const { filename } = options;
  if (parsingContext !== here) return compile(code, parameters, { ...options, parsingContext });
  if (library.test(filename)) return (module) => void (module.exports = nodeRequire(filename));
  // Under --watch a file may have changed.
  if (compiled.get(filename)?.code !== code)
    compiled.set(filename, { code, run: compile(code, parameters, options) });
  return compiled.get(filename).run;
};

export default class NodeRealm {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  // No test of node has to invent time: the app is given its clock.
  fakeTimers = null;
  fakeTimersModern = null;
  #before = {
    names: new Set(Object.getOwnPropertyNames(globalThis)),
    console: globalThis.console,
    exit: process.exit,
    environment: { ...process.env },
  };

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return here;
  }

  setup() {}

  /** The next file finds the realm as this one did. */
  teardown() {
    const { names, console, exit, environment } = this.#before;
    for (const name of Object.getOwnPropertyNames(globalThis).filter((one) => !names.has(one)))
      Reflect.deleteProperty(globalThis, name);
    globalThis.console = console;
    process.exit = exit;
    for (const name of Object.keys(process.env).filter((one) => !Object.hasOwn(environment, one)))
      delete process.env[name];
    Object.assign(process.env, environment);
  }
}
