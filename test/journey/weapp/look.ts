/** What must be true of every screen of the mini-program: all that can be touched or filled in is named. */
import { listener, nameOf, readText, roleOf, stringAttr, walk, type Node } from './tree.ts';

const touchRoles = new Set(['button', 'link', 'switch', 'checkbox', 'radio', 'tab']);
/** What slips through when a value was not there. */
const broken = /undefined|null|NaN|\[object|Invalid Date/;

/** Every fault of the screen as one line; empty is good. */
export function findFaults(page: Node): string[] {
  const nodes = [...walk(page)].filter((node) => !isHidden(node));
  const text = readText(page);
  return [
    ...nodes.flatMap(faultsOf),
    ...(broken.test(text) ? [`a value is missing in: ${text}`] : []),
    ...(nodes.some((node) => roleOf(node) === 'heading') ? [] : ['no heading']),
  ];
}

function faultsOf(node: Node): string[] {
  if (node.tag === 'input' || node.tag === 'textarea') {
    return stringAttr(node, 'ariaLabel') ? [] : [`a field has no name: ${stringAttr(node, 'placeholder')}`];
  }
  if (node.tag === 'image') {
    return stringAttr(node, 'ariaLabel') ? [] : [`a picture says nothing: ${stringAttr(node, 'src')}`];
  }
  if (listener(node, 'tap') !== node) return [];
  const what = `<${node.tag} class="${stringAttr(node, 'class')}"> “${readText(node).slice(0, 20)}”`;
  return [
    ...(touchRoles.has(roleOf(node)) ? [] : [`reacts to a tap and has no role: ${what}`]),
    ...(nameOf(node) ? [] : [`has no name: ${what}`]),
  ];
}

/** A screen reader passes over it and all that is in it. */
function isHidden(node: Node): boolean {
  for (let at: Node | null = node; at; at = at.parent) if (String(at.attr.ariaHidden) === 'true') return true;
  return false;
}
