// The project's own files, as the style guide's tests read them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '../..');

/** What tools make or bring: not ours to keep tidy. */
const foreign = new Set(['node_modules', 'dist', 'coverage', '.git', '.local', '.swc']);

/** Every file below the given places (default: everywhere), as paths from the root with forward slashes. */
export function listFiles(...places: string[]): string[] {
  return (places.length > 0 ? places : ['.'])
    .filter((place) => existsSync(path.join(root, place)))
    .flatMap((place) => walk(place))
    .sort();
}

function walk(place: string): string[] {
  return readdirSync(path.join(root, place), { withFileTypes: true }).flatMap((entry) => {
    if (foreign.has(entry.name)) return [];
    const file = path.posix.join(place, entry.name);
    return entry.isDirectory() ? walk(file) : [file];
  });
}

export function readText(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

export const isCode = (file: string): boolean => /\.(ts|tsx|mts|mjs|cjs|js)$/.test(file);
