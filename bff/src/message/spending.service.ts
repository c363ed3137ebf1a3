// Who pays for an SMS: the 统筹地区 of whom it is about, up to its ceiling of the month. A code for signing in is about nobody
// yet: the service pays for it.
import { dayInChina } from '../clock.ts';
import type { Deps } from '../deps.ts';
import type { Database } from '../storage/tables.ts';
import { chargeSms, readSpending, spendSms } from './allowance.store.ts';

type Ports = Pick<Deps, 'messages' | 'metrics'>;

/** Stands in place of a region, in sms_spending and in config/notice/sending.yaml. */
const serviceItself = '000000';

export interface Payer {
  region: string;
  month: string;
}

const monthOf = (now: number): string => dayInChina(now).slice(0, 7);

/** @param region where she is insured: a county pays nothing of its own */
export function payerOf({ law }: Pick<Deps, 'law'>, region: string, now: number): Payer {
  return { region: law.findRegion(region)?.code ?? region, month: monthOf(now) };
}

/** How much of the month's money is gone, for whoever watches over it; and whether there is none left. */
export async function measureSpending(
  { messages, metrics }: Ports,
  db: Database,
  payer: Payer,
): Promise<{ ceilingReached: boolean }> {
  const sent = await readSpending(db, payer.region, payer.month);
  const most = messages.rules.mostSms(payer.region);
  metrics.smsSpent.set({ region: payer.region }, most === 0 ? 1 : sent / most);
  return { ceilingReached: sent >= most };
}

/** Whether the month had room for it. */
export function spend({ messages }: Pick<Ports, 'messages'>, trx: Database, payer: Payer): Promise<boolean> {
  return spendSms(trx, { ...payer, most: messages.rules.mostSms(payer.region) });
}

/** Whoever cannot sign in can do nothing here: a code is paid for, and goes out beyond the ceiling too. */
export async function chargeOwn(ports: Ports, db: Database, now: number): Promise<Payer> {
  const payer = { region: serviceItself, month: monthOf(now) };
  await chargeSms(db, payer);
  await measureSpending(ports, db, payer);
  return payer;
}
