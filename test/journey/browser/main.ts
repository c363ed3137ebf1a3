/** `npm run journeys`: residents of both cities in a real browser, on the real thing. An argument picks journeys by name. */
import { existsSync } from 'node:fs';

import { main } from '../../../config/local/main.mjs';
import { openPeople } from '../people.ts';
import { runJourneys } from '../report.ts';
import { startStage } from '../stage.ts';
import { checksJourney } from './checks.journey.ts';
import { claimTroubleJourney } from './claim-trouble.journey.ts';
import { claimJourney } from './claim.journey.ts';
import { deskMistakesJourney } from './desk-mistakes.journey.ts';
import { estimateJourney } from './estimate.journey.ts';
import { firstSignInJourney } from './first-sign-in.journey.ts';
import { fivePeopleJourney } from './five-people.journey.ts';
import { mistakesJourney } from './mistakes.journey.ts';
import { outageJourney } from './outage.journey.ts';
import { launchBrowser } from './phone.ts';
import { printJourney } from './print.journey.ts';
import { recognitionJourney } from './recognition.journey.ts';
import { refusalAppealJourney } from './refusal-appeal.journey.ts';
import { residentJourney } from './resident.journey.ts';
import { rightsJourneys } from './rights.journey.ts';
import type { Company } from './scene.ts';
import { verdictJourneys } from './verdicts.journey.ts';

await main(async () => {
  const [stage, resident] = await Promise.all([startStage('h5'), openPeople()]);
  const browser = await launchBrowser(existsSync);
  const company: Company = { stage, browser, resident };
  try {
    return await runJourneys(
      [
        checksJourney(company),
        estimateJourney(company),
        residentJourney(company),
        printJourney(company),
        claimJourney(company),
        mistakesJourney(company),
        ...verdictJourneys(company),
        // After the verdicts: it uses one of their people, who binds her account there.
        claimTroubleJourney(company),
        ...rightsJourneys(company),
        fivePeopleJourney(company),
        refusalAppealJourney(company),
        firstSignInJourney(company),
        deskMistakesJourney(company),
        outageJourney(company),
        // The last: the days that go by in it do not come back.
        recognitionJourney(company),
      ],
      process.argv[2],
    );
  } finally {
    await browser.close();
    await stage.stop();
  }
});
