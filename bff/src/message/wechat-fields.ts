// What a value of a subscribe message may be, by the type in its field's name (thing1, phrase3 …). A value that breaks a
// rule is refused with 47003, and with it the whole message.
interface FieldRule {
  words: string;
  allows(value: string): boolean;
}

const lengthOf = (value: string) => Array.from(value).length;

const rules: Readonly<Record<string, FieldRule>> = {
  thing: { words: 'at most 20 characters', allows: (value) => lengthOf(value) <= 20 },
  phrase: { words: 'at most 5 Chinese characters', allows: (value) => /^\p{Script=Han}{1,5}$/u.test(value) },
  name: {
    words: 'at most 10 Chinese characters or 20 letters',
    allows: (value) => /^(\p{Script=Han}{1,10}|[A-Za-z ]{1,20})$/u.test(value),
  },
  character_string: {
    words: 'at most 32 digits, letters and signs',
    allows: (value) => /^[\x21-\x7e]{1,32}$/.test(value),
  },
  number: { words: 'at most 32 digits', allows: (value) => /^\d{1,32}(\.\d+)?$/.test(value) },
  letter: { words: 'at most 32 letters', allows: (value) => /^[A-Za-z]{1,32}$/.test(value) },
  date: {
    words: 'a day such as 2026年11月22日',
    allows: (value) => /^\d{4}年\d{1,2}月\d{1,2}日$/.test(value),
  },
};

/** What is wrong with a value of this field; undefined when WeChat takes it. */
export function fieldProblem(field: string, value: string): string | undefined {
  const type = /^([a-z_]+?)\d+$/.exec(field)?.[1] ?? '';
  const rule = rules[type];
  if (rule === undefined) return `wechat: ${field} is of no known type (${Object.keys(rules).join(', ')})`;
  if (value === '' || /[\r\n]/.test(value)) return `wechat: ${field} is empty or has a line break`;
  return rule.allows(value) ? undefined : `wechat: ${field} takes ${rule.words}, not ${value}`;
}
