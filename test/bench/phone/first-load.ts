/** What a browser fetches until the first page stands, as it would travel: every file packed by gzip. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Browser } from 'playwright-core';

import { launchBrowser, openBrowserPhone } from '../../journey/browser/phone.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
};

/** Bytes of everything that Chromium asks of the build until it asks no more. The API answers nothing. */
export async function measureFirstLoads(folders: readonly string[]): Promise<number[]> {
  const browser = await launchBrowser(existsSync);
  try {
    const loads: number[] = [];
    for (const folder of folders) loads.push(await measure(browser, folder));
    return loads;
  } finally {
    await browser.close();
  }
}

async function measure(browser: Browser, folder: string): Promise<number> {
  const sent = new Map<string, number>();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bench');
    const file = path.join(folder, path.normalize(pathname === '/' ? '/index.html' : pathname));
    readFile(file)
      .then((content) => {
        const packed = gzipSync(content);
        sent.set(pathname, packed.length);
        const type = types[path.extname(file)] ?? 'application/octet-stream';
        response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(packed);
      })
      .catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const phone = await openBrowserPhone(browser, `http://127.0.0.1:${port}/`);
  await phone.page.waitForLoadState('networkidle');
  await phone.close();
  await stop(server);
  return [...sent.values()].reduce((sum, bytes) => sum + bytes, 0);
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
