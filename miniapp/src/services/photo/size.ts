/** How large a photo of a paper travels: small letters stay readable, and it weighs a tenth of what a camera makes. */
const LONGEST_SIDE = 2560;
/** A long screenshot is bound by what it weighs instead: its letters are as wide as its short side lets them be. */
const MOST_PIXELS = LONGEST_SIDE * LONGEST_SIDE;
const LEAST_SHORT_SIDE = 1000;
/** JPEG quality, in percent. */
export const QUALITY = 80;

export type Size = { width: number; height: number };

/** Never larger than it was; the sides keep their proportion, in whole pixels. */
export function decideSize({ width, height }: Size): Size {
  const readable = Math.max(
    LONGEST_SIDE / Math.max(width, height),
    LEAST_SHORT_SIDE / Math.min(width, height),
  );
  const scale = Math.min(1, readable, Math.sqrt(MOST_PIXELS / (width * height)));
  const scaled = (side: number): number => Math.max(1, Math.round(side * scale));
  return { width: scaled(width), height: scaled(height) };
}
