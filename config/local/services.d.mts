export interface ProgramOptions {
  args?: string[];
  env: Record<string, string | undefined>;
  logFile?: string;
}

/** Runs a TypeScript program of the project to its end; the last lines it printed. */
export function runProgram(title: string, file: string, options: ProgramOptions): Promise<string[]>;

/** Starts the doubles; `environment`: the variables of a BFF that talks to them. */
export function startSandbox(options: {
  env: Record<string, string | undefined>;
  logs: string;
  onLine?: (line: string) => void;
}): Promise<{ url: string; environment: Record<string, string> }>;
