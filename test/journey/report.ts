/** Runs the journeys one after another, says what each does, counts, and ends with `N passed, N failed`. */

export type Journey = { name: string; run(step: Step): Promise<void> };

/** Tells what is being done; a failure is reported under it. */
export type Step = <T>(what: string, run: () => Promise<T>) => Promise<T>;

type Tally = { passed: number; failed: number };

/** A journey ends at its first failed step: what follows would only fail after it. */
async function runJourney(journey: Journey, tally: Tally): Promise<void> {
  console.log(`\n${journey.name}`);
  let told = false;
  const step: Step = async (what, run) => {
    const start = performance.now();
    try {
      const result = await run();
      tally.passed += 1;
      console.log(`  ok   ${what} (${Math.round(performance.now() - start)} ms)`);
      return result;
    } catch (error) {
      tally.failed += 1;
      told = true;
      console.log(
        `  FAIL ${what}\n${indent(error instanceof Error ? (error.stack ?? error.message) : String(error))}`,
      );
      throw error;
    }
  };
  try {
    await journey.run(step);
  } catch (error) {
    if (told) return;
    tally.failed += 1;
    console.log(`  FAIL ${indent(error instanceof Error ? (error.stack ?? error.message) : String(error))}`);
  }
}

function indent(text: string): string {
  return text
    .split('\n')
    .slice(0, 60)
    .map((line) => `       ${line}`)
    .join('\n');
}

/** Runs them all, or those whose name contains `wanted`; the exit code. */
export async function runJourneys(journeys: Journey[], wanted = ''): Promise<number> {
  const tally = { passed: 0, failed: 0 };
  for (const journey of journeys.filter(({ name }) => name.includes(wanted)))
    await runJourney(journey, tally);
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
  // A run in which nothing was done has proved nothing.
  return tally.failed === 0 && tally.passed > 0 ? 0 : 1;
}
