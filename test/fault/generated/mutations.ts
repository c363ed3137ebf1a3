/** Ways to spoil a good body: one JSON value in, another out. */
import type { Chance } from '../../support/seeded.ts';

const strange: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  '0',
  '-1.00',
  '1e9',
  '9999999999.99',
  '0.001',
  '１２３.００',
  'NaN',
  '2026-02-30',
  '0000-00-00 00:00:00',
  '9999-12-31 23:59:59',
  "' OR '1'='1",
  '../../etc/passwd',
  '\u0000',
  '\ud800',
  '\u202e阿',
  '😀'.repeat(20),
  'a'.repeat(10_000),
  [],
  {},
  [[]],
  [{}],
  { $gt: '' },
];

/** Spoils one to three places of a value. */
export function spoil(value: unknown, chance: Chance): unknown {
  let spoilt: unknown = structuredClone(value);
  for (let times = chance.between(1, 3); times > 0; times -= 1) spoilt = spoilOnce(spoilt, chance);
  return spoilt;
}

function spoilOnce(value: unknown, chance: Chance): unknown {
  if (value === null || typeof value !== 'object' || chance.happens(0.08)) return chance.pick(strange);
  if (Array.isArray(value)) return spoilArray(value as unknown[], chance);
  return spoilObject(value as Record<string, unknown>, chance);
}

function spoilArray(list: unknown[], chance: Chance): unknown {
  const at = chance.between(0, Math.max(list.length - 1, 0));
  switch (chance.between(0, 3)) {
    case 0:
      return list.filter((_, other) => other !== at);
    case 1:
      return Array.from({ length: 300 }, () => list[at] ?? null);
    case 2:
      return [...list, chance.pick(strange)];
    default:
      return list.map((item, other) => (other === at ? spoilOnce(item, chance) : item));
  }
}

function spoilObject(object: Record<string, unknown>, chance: Chance): unknown {
  const names = Object.keys(object);
  const name = names.length === 0 ? 'field' : chance.pick(names);
  const { [name]: picked = null, ...others } = object;
  switch (chance.between(0, 6)) {
    case 0:
      return others;
    case 1:
      return {
        ...object,
        [chance.pick(['extra', '__proto__x', 'constructor', 'toString', '额外'])]: chance.pick(strange),
      };
    case 2:
      return { ...object, [name]: chance.pick(strange) };
    case 3:
      return { ...object, [name]: object[chance.pick(names)] ?? null };
    case 4:
      return { ...object, [name]: [picked] };
    default:
      return { ...object, [name]: spoilOnce(picked, chance) };
  }
}

/** What is not JSON at all, or JSON that a parser should not like. */
export function rawBodies(good: string): readonly (string | Buffer)[] {
  return [
    '',
    good.slice(0, good.length >> 1),
    `\ufeff${good}`,
    `${good}${good}`,
    'null',
    '"text"',
    '[1,2',
    '{"__proto__":{"admin":true}}',
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `{"a":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
    `{"a":"${'x'.repeat(300_000)}"}`,
    Buffer.from([0xff, 0xfe, 0x00, 0x7b]),
    Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x01, 0x02]),
    'confirm=close&a=b',
  ];
}
