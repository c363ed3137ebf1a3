// The ways in which a stranger's machine says no, each put into one line that says what to do.
import { CommandFailed } from './children.mjs';
import { Stop } from './progress.mjs';

const network =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|fetch failed|dns error|error sending request|Temporary failure|Could not resolve|Failed to fetch|Unable to connect/i;
const noSpace = /ENOSPC|No space left|Disk full|errno: 28/i;
const noRight = /EACCES|EPERM|EROFS|Permission denied|Read-only file system|errno: 13/i;

/** The Stop for a command that was to bring `what`. */
export function downloadFailed(what, error) {
  if (!(error instanceof CommandFailed)) return error;
  const line = (pattern) => error.tail.find((text) => pattern.test(text))?.trim();
  return new Stop(
    machineSaysNo(error.tail) ??
      (line(network)
        ? `Could not download ${what}: ${line(network)}. Check the network or the proxy and run again; what has arrived is kept.`
        : `Could not install ${what}: ${error.message}. It said: ${lastLines(error.tail)}`),
  );
}

/** The line for a full disk or a missing right, when that is what the output tells. */
export function machineSaysNo(tail) {
  const full = tail.find((text) => noSpace.test(text));
  if (full) return `No space left on the disk: ${full.trim()}. Make room and run again.`;
  const denied = tail.find((text) => noRight.test(text));
  if (denied) return `A right is missing: ${denied.trim()}. Run as the owner of this folder.`;
  return undefined;
}

/** The last words of a process, on one line. */
export function lastLines(tail) {
  return tail.slice(-4).join(' | ') || '(nothing)';
}
