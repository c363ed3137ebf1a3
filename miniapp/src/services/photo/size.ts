/** How large a photo of a paper travels: small letters stay readable, and it weighs a tenth of what a camera makes. */
const LONGEST_SIDE = 2560;
/** JPEG quality, in percent. */
export const QUALITY = 80;

export type Size = { width: number; height: number };

/** Never larger than it was; the sides keep their proportion, in whole pixels. */
export function decideSize({ width, height }: Size): Size {
  const longest = Math.max(width, height);
  if (longest <= LONGEST_SIDE) return { width, height };
  const scaled = (side: number): number => Math.max(1, Math.round((side * LONGEST_SIDE) / longest));
  return { width: scaled(width), height: scaled(height) };
}
