// The ways in which a stranger's machine says no, each put into one line that says what to do.
import { CommandFailed } from './children.mjs';
import { Stop } from './progress.mjs';

const network =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|fetch failed|dns error|error sending request|Temporary failure|Could not resolve|Failed to fetch|Unable to connect/i;
const noSpace = /ENOSPC|No space left|Disk full|errno: 28|error 28\b/i;
const noRight = /EACCES|EPERM|EROFS|Permission denied|Read-only file system|errno: 13|error 13\b/i;

/** The Stop for a command that was to bring `what`. */
export function downloadFailed(what, error) {
  if (!(error instanceof CommandFailed)) return error;
  const broken = error.tail.findLast((text) => network.test(text));
  return new Stop(
    machineSaysNo(error.tail) ??
      (broken
        ? `Could not download ${what} (${cause(broken)}). Check the network or the proxy and run again; what has arrived is kept.`
        : `Could not install ${what}: ${error.message}. It said: ${lastLines(error.tail)}`),
  );
}

/** The innermost reason of a nested complaint: `GET … (error sending request: dns error: no such host) — 2`. */
function cause(line) {
  const inner = line
    .replace(/ — \d+.*$/, '')
    .split(': ')
    .at(-1);
  return inner.replace(/[)\s.]+$/, '').slice(-120);
}

/** The line for a full disk or a missing right, when that is what the output tells. */
export function machineSaysNo(tail) {
  const full = tail.find((text) => noSpace.test(text));
  if (full) return `No space left on the disk: ${full.trim()}. Make room and run again.`;
  const denied = tail.find((text) => noRight.test(text));
  if (denied) return `A right is missing: ${denied.trim()}. Run as the owner of this folder.`;
  return undefined;
}

/** The last words of a process, on one line: what it complained of, without the stack. */
export function lastLines(tail) {
  const words = tail.filter(
    (line) => !/^\s*(at .*|throw new .*|\^*|[{}]|Node\.js v.*|code: .*|url: .*)\s*$/.test(line),
  );
  const complaint = words.findIndex((line) => /\w*Error\b|\bERROR\b/.test(line));
  const told = complaint === -1 ? words.slice(-4) : words.slice(complaint, complaint + 4);
  return told.map((line) => line.trim().slice(0, 160)).join(' | ') || '(nothing)';
}
