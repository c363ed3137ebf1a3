/** A bare Taro app, built in this run by the same Taro: what the framework weighs before anybody has written a page. */
import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

import { run } from '../../../config/local/children.mjs';
import { root } from '../../../config/local/main.mjs';

const sources = path.join(root, 'test/bench/bare-taro');

export type BareApp = { weapp: string; h5: string };

/** The folders of both builds. The sources are copied beside a link to the project's own packages. */
export async function buildBareApp(): Promise<BareApp> {
  const folder = path.join(root, '.local/bench/bare-taro');
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.dirname(folder), { recursive: true });
  await cp(sources, folder, { recursive: true });
  await symlink(path.join(root, 'miniapp/node_modules'), path.join(folder, 'node_modules'));
  for (const target of ['weapp', 'h5']) {
    const args = ['build', '--type', target, '--no-check', '--disable-global-config'];
    await run(`the bare ${target} build`, path.join(folder, 'node_modules/.bin/taro'), args, {
      cwd: folder,
      env: { ...process.env, NODE_ENV: 'production' },
    });
  }
  return { weapp: path.join(folder, 'dist/weapp'), h5: path.join(folder, 'dist/h5') };
}
