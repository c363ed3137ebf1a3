import type { PersonYear, TextBill } from './people.ts';

/** What each bill of a person's year is given, as text; engines that answer later answer later. */
export type DecidePerson = (person: PersonYear) => string[] | Promise<string[]>;

/** 政策范围内个人自付 of a bill, in the numbers that an engine reckons in. */
export function ruleBase(bill: TextBill, read: (text: string) => number): number {
  const { total, outOfScope, basicPaid, criticalIllnessPaid } = bill;
  return read(total) - read(outOfScope) - read(basicPaid) - read(criticalIllnessPaid);
}
