/** A bill's explanation on paper: one sheet of A4, in both voices, also for the longest explanation that there is. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import type { BillReply, ExplanationStep } from '@yijiutong/rules/contract';
import { findArticle, type Law } from '@yijiutong/rules/policy';
import type { Page } from 'playwright-core';

import { answer } from '../../../bff/src/cli/answer.ts';
import { parseCase } from '../../../bff/src/cli/worked-case.ts';
import { readLaw } from '../../../bff/src/storage/documents.ts';
import { root } from '../../../config/local/main.mjs';
import { chenGuoqiang } from '../figures.ts';
import { see } from '../phone.ts';
import type { Journey } from '../report.ts';
import { comeIn } from '../story.ts';
import { waitUntil } from './look.ts';
import { browserJourney, type Company } from './scene.ts';

export function printJourney(company: Company): Journey {
  const who = company.resident('陈国强');
  const { id } = chenGuoqiang.bill;
  return browserJourney('On paper: a bill’s explanation is one sheet of A4', company, async (scene) => {
    const { phone, step } = scene;
    const { page } = phone;
    await comeIn(scene, who, scene.signIn(who.phone));
    await phone.tab('账单');
    await phone.tap(`#bill-${id}`);
    await see(phone, '这笔钱是怎么算的', '打印这份说明');
    await step('the button asks the browser to print', async () => {
      await page.evaluate('window.print = () => { document.title = "printing"; }');
      await phone.tap('打印这份说明');
      await waitUntil(page, 'document.title === "printing"');
    });
    await step('her own bill is one page', () => expectPages(page, 1));
    await step('an old person can read her own voice', () => expectLetters(page, 12));
    await step('a sheet that is too long would be found', async () => {
      await page.evaluate(
        `{ const sheet = document.querySelector('.print'); for (let n = 0; n < 3; n += 1) sheet.after(sheet.cloneNode(true)); }`,
      );
      if ((await countPages(page)) < 2) throw new Error('four sheets came out as one page');
    });
    await step('the longest explanation of all worked cases is one page', async () => {
      const longest = await findLongest();
      await page.route(`**/api/v1/bills/${id}`, async (route) => {
        const reply = (await (await route.fetch()).json()) as BillReply;
        await route.fulfill({ json: { ...reply, ...longest } });
      });
      await page.reload();
      await see(phone, '这笔钱是怎么算的');
      // The page draws what it kept first; the reply from the server takes its place.
      await waitUntil(page, `document.querySelectorAll('.print__row').length > ${longest.lines}`);
      await expectPages(page, 1);
      await expectLetters(page, 12);
    });
  });
}

/** The letters of the resident's voice, on paper, in points. */
async function expectLetters(page: Page, least: number): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  const points = await page.evaluate<number>(
    `parseFloat(getComputedStyle(document.querySelector('.print__line')).fontSize) * 0.75`,
  );
  await page.emulateMedia({ media: null });
  if (points < least) throw new Error(`letters of ${points} pt instead of ${least} pt`);
}

async function expectPages(page: Page, wanted: number): Promise<void> {
  const pages = await countPages(page);
  if (pages !== wanted) throw new Error(`${pages} pages instead of ${wanted}`);
  // Boxes that cut off what is below would make one page of anything.
  await page.emulateMedia({ media: 'print' });
  const cut = await page.evaluate<string[]>(`
    [...document.querySelectorAll('.print, .print *')].filter((element) => {
      for (let box = element.parentElement; box; box = box.parentElement) {
        const clips = getComputedStyle(box).overflowY !== 'visible' && box !== document.documentElement && box !== document.body;
        if (clips && element.getBoundingClientRect().bottom > box.getBoundingClientRect().bottom + 1) return true;
      }
      return element.getBoundingClientRect().height === 0;
    }).map((element) => element.className + ' ' + element.textContent.slice(0, 40))`);
  await page.emulateMedia({ media: null });
  if (cut.length > 0) throw new Error(`cut off or not drawn on paper: ${cut.join('; ')}`);
}

async function countPages(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

type Longest = Pick<BillReply, 'explanation' | 'clauses'> & { lines: number };

/** The explanation with the most lines among all worked cases, with the words of its clauses. */
async function findLongest(): Promise<Longest> {
  const law: Law = { ...(await readLaw(path.join(root, 'config'))), statistics: [] };
  const folder = path.join(root, 'test', 'cases');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.json'));
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  const trees = texts
    .flatMap((text) => JSON.parse(text) as unknown[])
    .flatMap((value) => answer(law, parseCase(value), true).explanations) as unknown as ExplanationStep[];
  const longest = trees.reduce((most, tree) => (list(tree).length > list(most).length ? tree : most));
  const cited = new Map(
    list(longest).flatMap(({ clause }) =>
      clause === null ? [] : [[`${clause.document} ${clause.article}`, clause] as const],
    ),
  );
  return {
    explanation: [longest],
    clauses: [...cited.values()].flatMap((clause) => findArticle(law.documents, clause) ?? []),
    lines: list(longest).length,
  };
}

function list(step: ExplanationStep): ExplanationStep[] {
  return [step, ...step.steps.flatMap(list)];
}
