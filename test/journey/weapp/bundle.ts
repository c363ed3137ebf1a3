/** The built mini-program on disk: what app.json names, how large it is, and its WXML compiled by WeChat's own compiler. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';

export type TabBar = { list: { pagePath: string; text: string }[] };
export type AppJson = {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  tabBar?: TabBar;
  window?: Record<string, unknown>;
};

/** What wcc's output makes of one WXML file and its data. */
export type Rendered = {
  tag: string;
  attr: Record<string, unknown>;
  children: (Rendered | string)[];
};
export type Render = (dataJson: string) => Rendered;

export type Bundle = {
  root: string;
  app: AppJson;
  pages: string[];
  /** Bytes of everything that is not in a subpackage: what WeChat counts against its 2 MB. */
  mainPackageBytes: number;
  read: (file: string) => string;
  has: (file: string) => boolean;
  pageJson: (route: string) => Record<string, unknown>;
  /** @param file a WXML file of the package, with its ending */
  render: (file: string) => Render;
};

export function openBundle(root: string): Bundle {
  const files = listFiles(root);
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const app = JSON.parse(read('app.json')) as AppJson;
  const subRoots = (app.subPackages ?? []).map((sub) => `${sub.root.replace(/\/$/, '')}/`);
  const inMain = files.filter((file) => !subRoots.some((sub) => file.startsWith(sub)));
  const compiled = compileWxml(root, files);
  return {
    root,
    app,
    pages: [
      ...app.pages,
      ...(app.subPackages ?? []).flatMap((sub) => sub.pages.map((page) => path.posix.join(sub.root, page))),
    ],
    mainPackageBytes: inMain.reduce((sum, file) => sum + statSync(path.join(root, file)).size, 0),
    read,
    has: (file) => files.includes(file),
    pageJson: (route) => JSON.parse(read(`${route}.json`)) as Record<string, unknown>,
    render: compiled,
  };
}

function listFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** Compiles every WXML of the package at once: templates refer to each other across files. */
function compileWxml(root: string, files: string[]): (file: string) => Render {
  const wxml = files.filter((file) => file.endsWith('.wxml'));
  const wxs = files.filter((file) => file.endsWith('.wxs'));
  const code = withCompiler((wcc) =>
    execFileSync(wcc, ['-d', '-cc', componentTable(root, wxml), ...wxml, ...wxs, '-gn', '$gwx'], {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
      encoding: 'utf8',
    }),
  );
  const warnings: string[] = [];
  const realm = vm.createContext({
    console: {
      log: () => undefined,
      warn: (text: string) => warnings.push(text),
    },
  });
  vm.runInContext('globalThis.window = globalThis;', realm);
  vm.runInContext(code, realm, { filename: 'wcc-output.js' });
  // The compiled code asks whether data was made by its own realm's Object and Array: the data crosses as text.
  const renderIn = vm.runInContext('(file, json) => $gwx(file)(JSON.parse(json))', realm) as (
    file: string,
    json: string,
  ) => Rendered;
  return (file) => (dataJson) => {
    const tree = renderIn(file, dataJson);
    const warning = warnings.splice(0).join('\n');
    if (warning) throw new Error(`${file} renders with a warning: ${warning}`);
    return tree;
  };
}

/** `COUNT FILE N NAME…`: which tags are custom components in which file. */
function componentTable(root: string, wxml: string[]): string {
  const tables = wxml.flatMap((file) => {
    const names = Object.keys(usedComponents(path.join(root, file.replace(/\.wxml$/, '.json'))));
    return names.length ? [[file, names.length, ...names].join(' ')] : [];
  });
  return [tables.length, ...tables].join(' ');
}

function usedComponents(jsonFile: string): Record<string, string> {
  try {
    const json = JSON.parse(readFileSync(jsonFile, 'utf8')) as {
      usingComponents?: Record<string, string>;
    };
    return json.usingComponents ?? {};
  } catch {
    // base.wxml is a library of templates: it has no configuration of its own.
    return {};
  }
}

/** The npm package ships the compiler without its executable bit, and its own folder may be read-only. */
function withCompiler<T>(use: (wcc: string) => T): T {
  const home = path.dirname(createRequire(import.meta.url).resolve('miniprogram-compiler/package.json'));
  const platform = process.platform === 'darwin' ? 'mac' : 'linux';
  const folder = mkdtempSync(path.join(os.tmpdir(), 'yijiutong-wcc-'));
  try {
    const wcc = path.join(folder, 'wcc');
    copyFileSync(path.join(home, 'bin', platform, 'wcc'), wcc);
    chmodSync(wcc, 0o755);
    return use(wcc);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
