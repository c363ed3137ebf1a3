/** What must be true of every screen: readable, large enough to touch, named for a screen reader, nothing cut off. */
import type { Page } from 'playwright-core';

import { patiently } from '../phone.ts';

export type Mode = 'normal' | 'care';

/** Least sizes in CSS px, by the accessibility rule for the elderly. */
const least = { normal: { target: 44, text: 12 }, care: { target: 60, text: 18 } };

/** Every fault of the screen as one line; empty is good. The functions of the page are those of in-page.mjs. */
export async function lookAt(page: Page, mode: Mode): Promise<string[]> {
  const { target, text } = least[mode];
  await settle(page);
  const faults = await Promise.all([
    page.evaluate('journey.findAxeFaults()'),
    page.evaluate(`journey.findTouchFaults(${target})`),
    page.evaluate(`journey.findTextFaults(${text})`),
  ]);
  return [...(faults as string[][]).flat(), ...(await lookAtNarrow(page, text))];
}

/** The narrowest phone there is, and everybody's whose letters are set a size larger: the same text must fit. */
async function lookAtNarrow(page: Page, text: number): Promise<string[]> {
  const usual = page.viewportSize();
  if (!usual) throw new Error('a page without a size');
  await page.setViewportSize({ width: 320, height: 568 });
  try {
    const faults = await page.evaluate<string[]>(`journey.findTextFaults(${text})`);
    return faults.map((fault) => `at 320 wide: ${fault}`);
  } finally {
    await page.setViewportSize(usual);
  }
}

/** Waits until an expression holds. Asked from here: the page's own policy forbids the eval that Playwright's would poll with. */
export async function waitUntil(page: Page, expression: string): Promise<void> {
  const held = await patiently(async () => (await page.evaluate(expression)) === true || undefined);
  if (held === undefined) throw new Error(`it never came true: ${expression}`);
}

/** Waits until nothing moves any more. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate('journey.settle()');
}
