export type SentType = 'jpeg' | 'png' | 'webp' | 'pdf';

/** By the bytes alone: a name and a Content-Type say what the sender wishes. Null: none that is taken. */
export function findType(bytes: Buffer): SentType | null {
  const begins = (...magic: number[]) => magic.every((byte, index) => bytes[index] === byte);
  if (begins(0xff, 0xd8, 0xff)) return 'jpeg';
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (begins(0x52, 0x49, 0x46, 0x46) && bytes.toString('latin1', 8, 12) === 'WEBP') return 'webp';
  if (begins(0x25, 0x50, 0x44, 0x46, 0x2d)) return 'pdf';
  return null;
}
