/** What an operation of an explanation comes to, exactly: + − ×, min, max, parentheses; rounded half up to the fen, once. */
const SCALE = 10n ** 12n;

/** `max(1000.00 − 400.00, 0) × 65%` → `390.00`; null for an operation in words. */
export function reckon(operation: string): string | null {
  if (/\p{Script=Han}/u.test(operation)) return null;
  const tokens = operation.match(/\d+(?:\.\d+)?%?|min|max|[-+−×(),]|\S/g) ?? [];
  const at = { tokens, next: 0 };
  const value = sum(at);
  if (at.next !== tokens.length) throw new Error(`"${operation}" goes on after its end: ${tokens[at.next]}`);
  const fen = (value * 100n + SCALE / 2n) / SCALE;
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

type Reading = { readonly tokens: readonly string[]; next: number };

function take(at: Reading, ...tokens: readonly string[]): string | null {
  const token = at.tokens[at.next];
  if (token === undefined || !tokens.includes(token)) return null;
  at.next += 1;
  return token;
}

function sum(at: Reading): bigint {
  let value = product(at);
  for (let sign = take(at, '+', '−'); sign !== null; sign = take(at, '+', '−')) {
    const next = product(at);
    value += sign === '+' ? next : -next;
  }
  return value;
}

function product(at: Reading): bigint {
  let value = operand(at);
  while (take(at, '×') !== null) value = (value * operand(at)) / SCALE;
  return value;
}

function operand(at: Reading): bigint {
  const choice = take(at, 'min', 'max');
  if (take(at, '(') !== null) {
    const values = [sum(at)];
    while (choice !== null && take(at, ',') !== null) values.push(sum(at));
    if (take(at, ')') === null) throw new Error(`no ")" at ${at.tokens[at.next]}`);
    return values.reduce((a, b) => ((choice === 'max') === a > b ? a : b));
  }
  const token = at.tokens[at.next] ?? '';
  at.next += 1;
  const [, whole, decimals = '', percent] = /^(\d+)(?:\.(\d+))?(%)?$/.exec(token) ?? [];
  if (whole === undefined || choice !== null) throw new Error(`no number: "${token}"`);
  const value = BigInt(whole + decimals) * 10n ** BigInt(12 - decimals.length);
  return percent === undefined ? value : value / 100n;
}
