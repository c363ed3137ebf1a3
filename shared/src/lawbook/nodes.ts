/** Walking what a YAML file holds. */
export type Node = { readonly path: readonly string[]; readonly value: unknown };

/** A value and everything below it, parents first. */
export function* listNodes(value: unknown, path: readonly string[] = []): Generator<Node> {
  yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) yield* listNodes(child, [...path, key]);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entries of a document whose keys are not among those. */
export function entriesWithout(value: object, ...keys: readonly string[]): [string, unknown][] {
  return Object.entries(value).filter(([key]) => !keys.includes(key));
}
