// Passwords as argon2id (OWASP: 19 MiB, two passes, one lane). The work is done beside the event loop, and little of it
// at once: a crowd at the door must not take the machine from those who are inside.
import { randomInt } from 'node:crypto';

import { hash, verify } from '@node-rs/argon2';

import { AppError } from '../error.ts';

const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };
/** libuv has four threads, which files and other ciphers need too. */
const atOnce = 2;
const mayWait = 64;

/** No password has it: what is typed for a login that nobody has is held against it, and costs as much time. */
const nobodys = `$argon2id$v=19$m=${strength.memoryCost},t=${strength.timeCost},p=${strength.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const waiting: (() => void)[] = [];
let running = 0;

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, strength));
}

/** @param kept `undefined`: nobody's; it is never right, and takes as long. */
export function verifyPassword(kept: string | undefined, password: string): Promise<boolean> {
  return inTurn(() => verify(kept ?? nobodys, password));
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mayWait) {
      throw new AppError(429, 'rate_limited', 'too many sign in at this moment; try again', {
        retryAfter: 2,
      });
    }
    await new Promise<void>((go) => waiting.push(go));
  } else running += 1;
  try {
    return await work();
  } finally {
    // Whoever waits longest gets the place; only when nobody waits is it free.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** Without signs that are mistaken for one another when somebody reads it out. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';
/** About 79 bits. */
export function newTemporaryPassword(): string {
  const groups = Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => signs[randomInt(signs.length)] ?? '').join(''),
  );
  return groups.join('-');
}

const rows = ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '01234567890'];
const mostInARow = 5;
const fewestSigns = 6;

/** Long enough is said by the contract; here it must not be the first that anybody tries. @throws {AppError} 422 `password_too_weak` */
export function checkNewPassword(password: string, login: string): void {
  const text = password.toLowerCase();
  const few = new Set(text).size < fewestSigns;
  if (few || text.includes(login) || /password|yijiutong|医救通/.test(text) || hasRun(text)) {
    throw new AppError(
      422,
      'password_too_weak',
      `choose another password: with ${fewestSigns} different signs or more, no run such as 12345 or qwert, and without the login`,
    );
  }
}

/** Five neighbours of the alphabet, the figures or the keyboard, either way. */
function hasRun(text: string): boolean {
  return rows.some((row) => {
    const both = [row, Array.from(row).reverse().join('')];
    return both.some((line) =>
      Array.from({ length: line.length - mostInARow + 1 }, (_, from) =>
        line.slice(from, from + mostInARow),
      ).some((run) => text.includes(run)),
    );
  });
}
