/** The rendered page as a person meets it: what is shown, what it is called, what happens on a tap. */
import type { Render, Rendered } from './bundle.ts';

export type Node = {
  /** The WXML tag: `view`, `button`, `input` … */
  tag: string;
  attr: Record<string, unknown>;
  parent: Node | null;
  children: (Node | string)[];
};

/** @param component renders what stands behind a custom component's tag */
export function growTree(
  render: Render,
  dataJson: string,
  component: (tag: string) => Render | undefined,
): Node {
  return adopt(render(dataJson), null, component);
}

function adopt(
  rendered: Rendered,
  parent: Node | null,
  component: (tag: string) => Render | undefined,
): Node {
  const tag = rendered.tag.replace(/^wx-/, '');
  const node: Node = { tag, attr: rendered.attr ?? {}, parent, children: [] };
  const inner = component(tag);
  // Taro's recursive component takes the subtree as property `i` and its depth as `l`.
  const source = inner ? [inner(JSON.stringify({ i: node.attr.i, l: node.attr.l }))] : rendered.children;
  for (const child of source) {
    if (typeof child === 'string') node.children.push(child);
    else node.children.push(adopt(child, node, component));
  }
  return node;
}

export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) if (typeof child !== 'string') yield* walk(child);
}

/** What can be read on the page, one line for each block. */
export function readText(node: Node): string {
  return pieces(node)
    .join('')
    .replace(/[ \t]*\n\s*/g, '\n')
    .trim();
}

const inline = new Set(['text', 'virtual', 'comp', 'page']);

function pieces(node: Node | string): string[] {
  if (typeof node === 'string') return [node];
  if (isHidden(node)) return [];
  const own = node.tag === 'input' ? [typed(node)] : node.children.flatMap(pieces);
  return inline.has(node.tag) ? own : ['\n', ...own, '\n'];
}

function typed(node: Node): string {
  const value = node.attr.value;
  const shown = value === undefined || value === '' ? node.attr.placeholder : value;
  return typeof shown === 'string' ? shown : '';
}

function isHidden(node: Node): boolean {
  return node.attr.hidden === true || /display:\s*none/.test(stringAttr(node, 'style'));
}

export function stringAttr(node: Node, name: string): string {
  const value = node.attr[name];
  return typeof value === 'string' ? value : '';
}

/** What a screen reader would call it: its label, else its text. */
export function nameOf(node: Node): string {
  return (stringAttr(node, 'ariaLabel') || readText(node)).replace(/\s+/g, '');
}

export function roleOf(node: Node): string {
  return stringAttr(node, 'ariaRole') || node.tag;
}

/** The nearest node at or above `node` that listens to the event. */
export function listener(node: Node | null, event: string): Node | null {
  for (let at = node; at; at = at.parent) if (at.attr[`bind${event}`] ?? at.attr[`catch${event}`]) return at;
  return null;
}
