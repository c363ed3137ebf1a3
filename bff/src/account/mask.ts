// What a screen shows of personal data: enough for the owner to recognise it, too little for anybody else to use.

/** First 3 and last 4: `990***********1234`. */
export function maskCertno(certno: string): string {
  return keepEnds(certno, 3, 4);
}

/** First 3 and last 4: `142****5678`. */
export function maskPhone(phone: string): string {
  return keepEnds(phone, 3, 4);
}

/** Two characters: the surname. Three and more: the first and the last. `张*`, `欧*娜`. */
export function maskName(name: string): string {
  const characters = Array.from(name);
  return keepEnds(name, 1, characters.length > 2 ? 1 : 0);
}

/** The last 4 alone, and not even how long it is: `**** **** **** 1234`. */
export function maskAccount(account: string): string {
  return `**** **** **** ${account.slice(-4)}`;
}

function keepEnds(text: string, head: number, tail: number): string {
  const characters = Array.from(text);
  const hidden = characters.length - head - tail;
  if (hidden <= 0) return '*'.repeat(characters.length);
  return [
    ...characters.slice(0, head),
    '*'.repeat(hidden),
    ...characters.slice(characters.length - tail),
  ].join('');
}
