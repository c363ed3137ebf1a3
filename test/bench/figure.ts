/** One figure a line: `name value unit (ratio to what)`. */
export type Figure = { name: string; value: number; unit: string; beside?: { value: number; what: string } };

export function printFigure({ name, value, unit, beside }: Figure): void {
  const ratio = beside ? ` (${digits(value / beside.value)} × ${beside.what})` : '';
  console.log(`${name} ${digits(value)} ${unit}${ratio}`);
}

/** Three digits that count, large numbers in groups of three. */
function digits(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}
