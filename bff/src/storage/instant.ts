// DATETIME(3) columns hold UTC. Text keeps them free of the driver's idea of a local time zone, and sorts as time.

/** Milliseconds since 1970 → `2026-03-05 01:02:03.000`. */
export function toColumn(instant: number): string {
  return new Date(instant).toISOString().slice(0, 23).replace('T', ' ');
}

/** `2026-03-05 01:02:03.000` → milliseconds since 1970. */
export function fromColumn(column: string): number {
  return Date.parse(`${column.replace(' ', 'T')}Z`);
}

/** `2026-03-05 01:02:03.000` → `2026-03-05T01:02:03.000Z`, the form of the API. */
export function presentInstant(column: string): string {
  return new Date(fromColumn(column)).toISOString();
}
