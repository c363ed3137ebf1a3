/** What must be true of every screen: readable, large enough to touch, named for a screen reader, nothing cut off. */
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { createRequire } from 'node:module';

import type { Page } from 'playwright-core';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export type Mode = 'normal' | 'care';

/** Least sizes in CSS px, by the accessibility rule for the elderly. */
const least = {
  normal: { target: 44, text: 12 },
  care: { target: 60, text: 18 },
};

type AxeResult = {
  violations: { id: string; help: string; nodes: { html: string }[] }[];
};
declare global {
  interface Window {
    axe: { run(context: Document, options: unknown): Promise<AxeResult> };
  }
}

/** Every fault of the screen as one line; empty is good. */
export async function lookAt(page: Page, mode: Mode): Promise<string[]> {
  await settle(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ path: axeFile });
  const axe = await page.evaluate(async () => {
    const result = await window.axe.run(document, {
      resultTypes: ['violations'],
    });
    return result.violations.flatMap((rule) =>
      rule.nodes.map((node) => `axe ${rule.id}: ${rule.help}: ${node.html}`),
    );
  });
  return [
    ...axe,
    ...(await page.evaluate(findTouchFaults, least[mode].target)),
    ...(await page.evaluate(findTextFaults, least[mode].text)),
  ];
}

/** Waits for the end of what moves: colours in the middle of a transition have no contrast to speak of. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const running = document
      .getAnimations()
      .filter((animation) => animation.effect?.getTiming().iterations !== Infinity);
    await Promise.all(running.map((animation) => animation.finished.catch(() => undefined)));
  });
}

/** Runs in the page: whatever reacts to a tap is announced, reached by keyboard, named and large enough. */
function findTouchFaults(least: number): string[] {
  const roles = new Set([
    'button',
    'link',
    'tab',
    'switch',
    'checkbox',
    'radio',
    'menuitem',
    'dialog',
    'textbox',
  ]);
  const native = new Set(['BUTTON', 'INPUT', 'SELECT', 'TEXTAREA']);
  return [...document.querySelectorAll<HTMLElement>('body *')]
    .filter((element) => reacts(element) && shows(element))
    .flatMap((element) => {
      const what = `<${element.tagName.toLowerCase()} class="${element.className}"> “${element.innerText.slice(0, 20)}”`;
      return faultsOf(element).map((fault) => `${fault}: ${what}`);
    });

  /** React keeps the handlers of an element under a key of its own; Taro's tab bar listens to its links. */
  function reacts(element: HTMLElement): boolean {
    const key = Object.keys(element).find((name) => name.startsWith('__reactProps$'));
    const props = key ? (element as unknown as Record<string, Record<string, unknown>>)[key] : undefined;
    return typeof props?.onClick === 'function' || ['A', 'BUTTON'].includes(element.tagName);
  }

  /** The veil behind a sheet may be tapped, but whoever cannot see it has the sheet's own button. */
  function shows(element: HTMLElement): boolean {
    const hidden = element.closest('[aria-hidden="true"]') !== null;
    return (
      !hidden && element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0
    );
  }

  function faultsOf(element: HTMLElement): string[] {
    const box = element.getBoundingClientRect();
    const role = element.getAttribute('role') ?? '';
    const disabled = element.getAttribute('aria-disabled') === 'true';
    const link = element.tagName === 'A' && element.hasAttribute('href');
    const silent = !link && !native.has(element.tagName) && !roles.has(role);
    const small = box.width + 0.5 < least || box.height + 0.5 < least;
    return [
      ...(silent ? ['reacts to a tap and has no role'] : []),
      ...(element.tabIndex < 0 && !disabled ? ['cannot be reached by keyboard'] : []),
      ...(element.getAttribute('aria-label') || element.innerText.trim() ? [] : ['has no name']),
      ...(small ? [`is ${Math.round(box.width)}×${Math.round(box.height)}, less than ${least}`] : []),
    ];
  }
}

/** Runs in the page: text that is too small, cut off, or wider than the screen. */
function findTextFaults(least: number): string[] {
  const faults = new Set<string>();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    const words = node.textContent?.trim().slice(0, 20);
    if (
      !element ||
      !words ||
      !element.checkVisibility({
        visibilityProperty: true,
        opacityProperty: true,
      })
    )
      continue;
    const style = getComputedStyle(element);
    if (['SCRIPT', 'STYLE'].includes(element.tagName)) continue;
    const size = Number.parseFloat(style.fontSize);
    if (size + 0.01 < least) faults.add(`text of ${size} px, less than ${least}: “${words}”`);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    if (box.right > innerWidth + 1 || box.left < -1) faults.add(`leaves the screen: “${words}”`);
    const clip = clipper(element);
    if (clip && (box.right > clip.right + 1 || box.bottom > clip.bottom + 1))
      faults.add(`is cut off: “${words}”`);
  }
  if (document.documentElement.scrollWidth > innerWidth) {
    faults.add(`the page is ${document.documentElement.scrollWidth} px wide on a screen of ${innerWidth}`);
  }
  return [...faults];

  /** The box that cuts off the element's text, if one does: it hides what does not fit and does not scroll. */
  function clipper(start: Element): DOMRect | undefined {
    for (let at: Element | null = start; at && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (/auto|scroll/.test(overflowX + overflowY)) return undefined;
      if (/hidden|clip/.test(overflowX + overflowY)) return at.getBoundingClientRect();
    }
    return undefined;
  }
}
