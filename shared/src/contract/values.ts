/** The forms of single values at the edge. Money is a string in yuan with two decimals, never a number. */
import { z } from 'zod';

/** Yuan with exactly two decimals, not negative: `"1240.00"`. At most 9,000,000,000.00 (9 × 10¹¹ fen). */
export const money = z
  .string()
  .regex(/^(0|[1-9]\d{0,9})\.\d{2}$/, 'write yuan with two decimals, for example 1240.00')
  .refine((text) => Number(text) <= 9_000_000_000, 'at most 9000000000.00')
  .meta({ id: 'Money', examples: ['1240.00'] });

/** Yuan that may be below zero: the difference of two amounts. */
export const signedMoney = z
  .string()
  .regex(/^-?(0|[1-9]\d{0,9})\.\d{2}$/)
  .meta({ id: 'SignedMoney', examples: ['-350.00'] });

/** A calendar day without a time zone: `"2026-03-05"`. */
export const day = z.iso.date().meta({ id: 'Day', examples: ['2026-03-05'] });

/** A moment, UTC, to the millisecond. */
export const instant = z.iso.datetime().meta({ id: 'Instant', examples: ['2026-03-05T01:02:03.000Z'] });

/** 医保区划 (admdvs): six digits with their own table; not validated against GB/T 2260. */
export const regionCode = z
  .string()
  .regex(/^\d{6}$/, 'six digits')
  .meta({ id: 'RegionCode', examples: ['510400'] });

/** A benefit year is a calendar year. */
export const benefitYear = z.coerce.number().int().min(2016).max(2100);

/** 结算ID of the national platform: opaque, at most 30 characters. */
export const setlId = z.string().regex(/^[\w-]{1,30}$/, 'at most 30 letters, digits, _ or -');

/** Mainland phone number. */
export const phone = z.string().regex(/^1[3-9]\d{9}$/, 'eleven digits beginning with 13 to 19');

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

/** Whether an 18-character citizen number is a real date with the right check digit (GB 11643, ISO 7064 MOD 11-2). */
export function isCitizenNumber(text: string): boolean {
  const match = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(text);
  if (!match) return false;
  const born = z.iso.date().safeParse(`${match[1]}-${match[2]}-${match[3]}`);
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return born.success && CHECK_DIGITS[sum % 11] === text[17];
}

/** 公民身份号码; a lower-case x is accepted and kept as X. */
export const citizenNumber = z
  .string()
  .transform((text) => text.trim().toUpperCase())
  .refine(isCitizenNumber, 'not a valid citizen number: check the digits')
  .meta({ id: 'CitizenNumber' });

/** A person's name as on the identity card. */
export const personName = z
  .string()
  .trim()
  .min(2)
  .max(50)
  .regex(/^[\p{Script=Han}·a-zA-Z ]+$/u, 'the name as on the identity card');

/** Our own records at the edge: opaque, unguessable, and the same for good. */
export const recordId = z
  .string()
  .regex(/^[\w-]{22}$/, '22 letters, digits, _ or -')
  .meta({ id: 'RecordId', examples: ['q3Zr0Yw1S2mXb6TnVh8kAg'] });

/** SHA-256 of the bytes, 64 hex digits in lower case. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, '64 hex digits in lower case');

/** Key of one write: the same key with the same body is the same write. */
export const idempotencyKey = z.string().regex(/^[\w-]{16,64}$/, '16 to 64 letters, digits, _ or -');
