/** A name that no other thing on this phone or on the server has: letters and digits. It guards nothing. */
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

export function randomName(length: number): string {
  return Array.from({ length }, () => ALPHABET[Math.floor(Math.random() * ALPHABET.length)]).join('');
}
