/** A JavaScript world as WeChat gives it to a mini-program: no window, no document, no eval, its own require. */
import path from 'node:path';
import vm from 'node:vm';

import type { Bundle } from './bundle.ts';

/** WeChat wraps each file in a function whose parameters shadow what a browser would have. */
const shadowed = ['window', 'document', 'frames', 'self', 'location', 'navigator', 'localStorage', 'history'];

/** `Function('return this')` is how libraries ask for the global object; WeChat answers that and nothing else. */
const forbidCodeFromText = `{
  const RealFunction = Function;
  const only = function (...code) {
    if (code.length === 1 && /^return this;?$/.test(code[0])) return () => globalThis;
    throw new EvalError('code from a string is forbidden in a mini-program: ' + code.join(', '));
  };
  only.prototype = RealFunction.prototype;
  globalThis.Function = only;
  globalThis.eval = () => { throw new EvalError('eval is forbidden in a mini-program'); };
}`;

export type Realm = {
  /** Runs a file of the package, once, as `require` would. */
  load: (file: string) => void;
  /** A copy of a plain value made of the realm's own Object and Array. */
  copyIn: (value: unknown) => unknown;
  /** A copy of bytes as the realm's own ArrayBuffer. */
  bytesIn: (bytes: Uint8Array) => ArrayBuffer;
};

/** @param globals what the files may use: `wx`, `App`, `Page`, the timers and the console */
export function createRealm(bundle: Bundle, globals: Record<string, unknown>): Realm {
  const context = vm.createContext({ ...globals }, { codeGeneration: { strings: false, wasm: false } });
  vm.runInContext(forbidCodeFromText, context);
  const parse = vm.runInContext('(text) => JSON.parse(text)', context) as (text: string) => unknown;
  const room = vm.runInContext('(length) => new ArrayBuffer(length)', context) as (
    length: number,
  ) => ArrayBuffer;
  const modules = new Map<string, { exports: unknown }>();

  const requireFrom =
    (folder: string) =>
    (request: string): unknown => {
      const file = path.posix.join(folder, request).replace(/(\.js)?$/, '.js');
      const known = modules.get(file);
      if (known) return known.exports;
      const module = { exports: parse('{}') };
      modules.set(file, module);
      const code = `(function (require, module, exports, ${shadowed.join(', ')}) {${bundle.read(file)}\n})`;
      const run = vm.runInContext(code, context, {
        filename: path.join(bundle.root, file),
      }) as (...args: unknown[]) => void;
      run(requireFrom(path.posix.dirname(file)), module, module.exports);
      return module.exports;
    };

  return {
    load: (file) => void requireFrom('.')(file),
    copyIn: (value) => (value === undefined ? undefined : parse(JSON.stringify(value))),
    bytesIn: (bytes) => {
      const copy = room(bytes.length);
      new Uint8Array(copy).set(bytes);
      return copy;
    },
  };
}
