import type { PdfBody } from './body.ts';
import type { Budget } from './budget.ts';
import type { PdfDict, PdfValue } from './reader.ts';

/** The objects of a PDF by number; of one that was written anew, the newest. */
export class PdfDocument {
  readonly body: PdfBody;
  readonly budget: Budget;
  readonly values = new Map<number, PdfValue>();

  constructor(body: PdfBody, budget: Budget) {
    this.body = body;
    this.budget = budget;
    for (const { number, value } of body.objects) this.values.set(number, value);
  }

  /** What a reference stands for; a chain of them has an end. */
  resolve(value: PdfValue | undefined): PdfValue {
    let found = value ?? null;
    for (let steps = 0; steps < 8 && isReference(found); steps += 1) {
      found = this.values.get(found.number) ?? null;
    }
    return found;
  }

  find(dict: PdfDict, key: string): PdfValue {
    return this.resolve(dict.get(key));
  }

  findNumber(dict: PdfDict, key: string): number | null {
    const value = this.find(dict, key);
    return typeof value === 'number' ? value : null;
  }

  findName(dict: PdfDict, key: string): string | null {
    return nameOf(this.find(dict, key));
  }

  findDict(dict: PdfDict, key: string): PdfDict | null {
    const value = this.find(dict, key);
    return value instanceof Map ? value : null;
  }
}

export function isReference(value: PdfValue): value is { kind: 'reference'; number: number } {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'reference';
}

export function nameOf(value: PdfValue): string | null {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'name'
    ? value.name
    : null;
}
