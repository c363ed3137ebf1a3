/** The project's folder. */
export const root: string;

/** Runs `work` to its end and leaves with the exit code it returns (0 when it returns none). */
export function main(work: () => Promise<number | undefined>): Promise<void>;
