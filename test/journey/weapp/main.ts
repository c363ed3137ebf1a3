/** `npm run weapp`: residents of both cities on the real mini-program build. An argument picks journeys by name. */
import { main } from '../../../config/local/main.mjs';
import { openPeople } from '../people.ts';
import { runJourneys } from '../report.ts';
import { startStage } from '../stage.ts';
import { openBundle } from './bundle.ts';
import { claimJourney } from './claim.journey.ts';
import { estimateJourneys } from './estimate.journey.ts';
import { residentJourneys } from './resident.journey.ts';
import type { Company } from './scene.ts';
import { staffJourney } from './staff.journey.ts';
import { troubleJourneys } from './trouble.journey.ts';

await main(async () => {
  const [stage, resident] = await Promise.all([startStage('weapp'), openPeople()]);
  try {
    const company: Company = { stage, bundle: openBundle(stage.app), resident };
    return await runJourneys(
      [
        ...residentJourneys(company),
        ...estimateJourneys(company),
        claimJourney(company),
        staffJourney(company),
        ...troubleJourneys(company),
      ],
      process.argv[2],
    );
  } finally {
    await stage.stop();
  }
});
