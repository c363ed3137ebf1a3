/** How every asynchronous function of `wx` answers: by callbacks when given, else by a promise. */

export type Options = {
  success?: (result: unknown) => void;
  fail?: (failure: { errMsg: string }) => void;
  complete?: (result: unknown) => void;
} & Record<string, unknown>;

/** A refusal that reaches the `fail` callback, worded as WeChat words it: `navigateTo:fail …`. */
export class Refused extends Error {}

export type Asynchronous = (options?: Options) => Promise<unknown> | undefined;

/** @param run gives the result's fields, or throws Refused */
export function asynchronous(
  name: string,
  run: (options: Options) => unknown,
  copyIn: (value: unknown) => unknown,
): Asynchronous {
  return (options = {}) => {
    const answer = settle(name, run, options, copyIn);
    const { success, fail, complete } = options;
    if (!success && !fail && !complete) return answer;
    answer.then(
      (result) => {
        success?.(result);
        complete?.(result);
      },
      (error: unknown) => {
        const failure = copyIn({
          errMsg: error instanceof Error ? error.message : String(error),
        }) as {
          errMsg: string;
        };
        fail?.(failure);
        complete?.(failure);
      },
    );
    return undefined;
  };
}

async function settle(
  name: string,
  run: (options: Options) => unknown,
  options: Options,
  copyIn: (value: unknown) => unknown,
): Promise<unknown> {
  try {
    const fields = (await run(options)) ?? {};
    return copyIn({ ...fields, errMsg: `${name}:ok` });
  } catch (error) {
    if (error instanceof Refused) throw new Error(`${name}:fail ${error.message}`);
    throw error;
  }
}
