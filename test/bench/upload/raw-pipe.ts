/**
 * The yardstick: what comes in goes into a file, and nothing else. No sessions, no hash, no database, no cipher.
 * `PUT /<file>?at=N` writes the body from there on; with `&sync` the bytes are safe from a power cut before the reply.
 */
import { createWriteStream } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

const { PORT, FOLDER = '' } = process.env;

function take(request: IncomingMessage): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://raw');
  const start = Number(searchParams.get('at') ?? 0);
  const place = path.join(FOLDER, path.basename(pathname));
  const flags = start === 0 ? 'w' : 'r+';
  return pipeline(request, createWriteStream(place, { flags, start, flush: searchParams.has('sync') }));
}

createServer((request, response) => {
  if (request.method === 'GET') {
    response.end();
    return;
  }
  take(request).then(
    () => response.end(),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
}).listen(Number(PORT), '127.0.0.1');
