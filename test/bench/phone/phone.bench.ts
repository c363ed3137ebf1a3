/** `npm run bench -- phone`: what a phone has to fetch and to draw, beside a bare Taro app built in the same run. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { ensureBuilt } from '../../../config/local/build.mjs';
import { openBundle, type Bundle } from '../../journey/weapp/bundle.ts';
import { printFigure } from '../figure.ts';
import { buildBareApp } from './bare-app.ts';
import { measureFirstLoads } from './first-load.ts';
import { measureApp, measureBare } from './first-set-data.ts';

const bare = 'bare Taro';

export async function benchPhone(): Promise<void> {
  const weapp = await ensureBuilt('weapp');
  const h5 = await ensureBuilt('h5');
  const bareApp = await buildBareApp();
  const [bundle, bareBundle] = [openBundle(weapp), openBundle(bareApp.weapp)];

  const kilobytes = (bytes: number) => bytes / 1024;
  const mainOf = (of: Bundle) => kilobytes(of.mainPackageBytes);
  console.log('phone: sizes are exact, one run');
  printFigure({ name: 'phone.weapp.main.bare', value: mainOf(bareBundle), unit: 'KB' });
  printFigure({
    name: 'phone.weapp.main',
    value: mainOf(bundle),
    unit: 'KB',
    beside: { value: mainOf(bareBundle), what: bare },
  });
  for (const { root } of bundle.app.subPackages ?? []) {
    const value = kilobytes(bytesBelow(path.join(weapp, root)));
    printFigure({ name: `phone.weapp.${root.replaceAll('/', '.').replace(/\.$/, '')}`, value, unit: 'KB' });
  }
  await printFirstLoads(h5, bareApp.h5);
  await printFirstSetDatas(bundle, bareBundle);
}

async function printFirstLoads(h5: string, bareH5: string): Promise<void> {
  const [app = 0, bareLoad = 0] = await measureFirstLoads([h5, bareH5]);
  printFigure({ name: 'phone.h5.first-load.bare', value: bareLoad / 1024, unit: 'KB gzip' });
  printFigure({
    name: 'phone.h5.first-load',
    value: app / 1024,
    unit: 'KB gzip',
    beside: { value: bareLoad / 1024, what: bare },
  });
}

async function printFirstSetDatas(bundle: Bundle, bareBundle: Bundle): Promise<void> {
  const [bareFirst] = await measureBare(bareBundle);
  if (bareFirst === undefined) throw new Error('the bare app drew nothing');
  printFigure({ name: 'phone.weapp.first-set-data.bare', value: bareFirst.bytes, unit: 'B' });
  for (const { route, bytes } of await measureApp(bundle)) {
    const name = `phone.weapp.first-set-data.${route.split('/')[1] ?? route}`;
    printFigure({ name, value: bytes, unit: 'B', beside: { value: bareFirst.bytes, what: bare } });
  }
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
