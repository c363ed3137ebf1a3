/** A process that the guard knows: it does not outlive us, whatever ends us. */
export interface Child {
  name: string;
  pid: number | undefined;
  alive: boolean;
  /** The last lines it wrote. */
  tail(): string[];
  /** Resolves, never rejects, with what ended it. */
  exited: Promise<{ how: string; code: number | null }>;
  /** Asks it to end with `signal`, and ends it hard when it has not within `graceMs` (10 s). */
  stop(signal?: NodeJS.Signals, graceMs?: number): Promise<void>;
}

export interface ChildOptions {
  cwd?: string;
  env?: Record<string, string | undefined>;
  input?: string;
  logFile?: string;
  onLine?: (line: string) => void;
}

export function startChild(name: string, command: string, args: string[], options?: ChildOptions): Child;

/** Runs a command to its end and returns its last lines; a bad end throws. */
export function run(name: string, command: string, args: string[], options?: ChildOptions): Promise<string[]>;

/** A folder that must not outlive this process; the returned function removes it now. */
export function ownFolder(folder: string): () => Promise<void>;
