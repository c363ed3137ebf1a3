// Runs in the page, before the app: what only the page itself can tell. The journeys call it as `journey.…`.
/* global axe, document, getComputedStyle, NodeFilter, screen */

globalThis.journey = { readScreen, settle, bringForward, findAxeFaults, findTouchFaults, findTextFaults };

/** All that can be read, fields included. Taro keeps earlier pages in the DOM, hidden. */
function readScreen() {
  const fields = [...document.querySelectorAll('input, textarea')].filter(
    (field) => field.offsetParent !== null,
  );
  return [document.body.innerText, ...fields.map((field) => field.value || field.placeholder)].join('\n');
}

/** Waits for the end of what moves: a page on its way out is a second page, a fading colour has no contrast to speak of. */
async function settle() {
  const until = Date.now() + 2000;
  while (pagesInSight() > 1 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 30));
  const running = document
    .getAnimations()
    .filter((animation) => animation.effect?.getTiming().iterations !== Infinity);
  await Promise.all(running.map((animation) => animation.finished.catch(() => undefined)));
}

/** What lies under the bar of the tabs is scrolled to the middle, as a finger would. */
function bringForward(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  if (!element.contains(there)) element.scrollIntoView({ block: 'center', behavior: 'instant' });
}

function pagesInSight() {
  return [...document.querySelectorAll('.page')].filter((page) => page.getClientRects().length > 0).length;
}

async function findAxeFaults() {
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  return violations.flatMap((rule) => rule.nodes.map((node) => `axe ${rule.id}: ${rule.help}: ${node.html}`));
}

/** Whatever reacts to a tap is announced, reached by keyboard, named and large enough. */
function findTouchFaults(least) {
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
  return [...document.querySelectorAll('body *')]
    .filter((element) => reacts(element) && shows(element))
    .flatMap((element) => {
      const what = `<${element.tagName.toLowerCase()} class="${element.className}"> “${element.innerText.slice(0, 20)}”`;
      return faultsOf(element).map((fault) => `${fault}: ${what}`);
    });

  /** React keeps the handlers of an element under a key of its own; Taro's tab bar listens to its links. */
  function reacts(element) {
    const key = Object.keys(element).find((name) => name.startsWith('__reactProps$'));
    const props = key ? element[key] : undefined;
    return typeof props?.onClick === 'function' || ['A', 'BUTTON'].includes(element.tagName);
  }

  /** The veil behind a sheet may be tapped, but whoever cannot see it has the sheet's own button. */
  function shows(element) {
    const hidden = element.closest('[aria-hidden="true"]') !== null;
    return (
      !hidden && element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0
    );
  }

  function faultsOf(element) {
    const box = element.getBoundingClientRect();
    const role = element.getAttribute('role') ?? '';
    const disabled = element.getAttribute('aria-disabled') === 'true';
    const link = element.tagName === 'A' && element.hasAttribute('href');
    // A link without an address claims a tabIndex of 0 and takes no focus.
    const reached =
      element.tabIndex >= 0 && (element.tagName !== 'A' || link || element.hasAttribute('tabindex'));
    const silent = !link && !native.has(element.tagName) && !roles.has(role);
    const small = box.width + 0.5 < least || box.height + 0.5 < least;
    return [
      ...(silent ? ['reacts to a tap and has no role'] : []),
      ...(reached || disabled ? [] : ['cannot be reached by keyboard']),
      ...(element.getAttribute('aria-label') || element.innerText.trim() ? [] : ['has no name']),
      ...(small ? [`is ${Math.round(box.width)}×${Math.round(box.height)}, less than ${least}`] : []),
    ];
  }
}

/** Text that is too small, cut off, or outside the screen. (A phone zooms out: innerWidth grows with what is too wide.) */
function findTextFaults(least) {
  const faults = new Set();
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
    if (box.right > screen.width + 1 || box.left < -1) faults.add(`leaves the screen: “${words}”`);
    const clip = clipper(element);
    if (clip && (box.right > clip.right + 1 || box.bottom > clip.bottom + 1))
      faults.add(`is cut off: “${words}”`);
  }
  return [...faults];

  /** The box that cuts off the element's text, if one does: it hides what does not fit and does not scroll. */
  function clipper(start) {
    for (let at = start; at && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (/auto|scroll/.test(overflowX + overflowY)) return undefined;
      if (/hidden|clip/.test(overflowX + overflowY)) return at.getBoundingClientRect();
    }
    return undefined;
  }
}
