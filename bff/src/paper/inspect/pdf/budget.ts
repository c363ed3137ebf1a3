import { notSafe } from '../inspected.ts';

/** What one PDF may cost, whatever it says about itself. */
const most = {
  /** Numbers, names, strings and brackets. Thirty pages of a hospital's papers have some ten thousand. */
  tokens: 1_500_000,
  /** Bytes of all streams unpacked: thirty blank pages scanned in grey at 300 dpi come to 261 million. */
  unpacked: 512_000_000,
  /** Pixels of all pictures: thirty A4 pages at 400 dpi. */
  pixels: 500_000_000,
  streams: 20_000,
} as const;

type Cost = keyof typeof most;

export class Budget {
  private readonly spent: Record<Cost, number> = { tokens: 0, unpacked: 0, pixels: 0, streams: 0 };

  spend(cost: Cost, amount: number): void {
    this.spent[cost] += amount;
    if (this.spent[cost] > most[cost]) throw notSafe(`more than ${most[cost]} ${cost}`);
  }
}
