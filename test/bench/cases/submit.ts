/** Claims sent at ten a second, whether the last one was answered or not, beside their own statements on bare connections. */
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Pool } from 'mysql2/promise';

import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import { openOffice, village, type Office } from '../../fault/generated/office.ts';
import { asker, must } from '../../fault/signed-in.ts';
import type { Stage } from '../../fault/stage.ts';
import { addPage } from '../../support/claims.ts';
import { putCase } from '../../support/desk.ts';
import { printFigure } from '../figure.ts';
import { cpuOf } from '../processes.ts';
import { probeAuditLock } from './audit-lock.ts';
import { quantile } from './numbers.ts';
import { submitByHand } from './submit-floor.ts';

const perSecond = 10;
const warmUps = 20;
const measured = 200;

export type Draft = { claimId: number; claim: string; version: number; token: string };

export async function benchSubmit(stage: Stage, bare: Pool): Promise<void> {
  const office = await openOffice(stage);
  try {
    const drafts: Draft[] = [];
    for (let at = 0; at < 2 * (warmUps + measured); at += 1) drafts.push(await prepareDraft(stage, office));
    const own = drafts.slice(0, warmUps + measured);
    const byHand = drafts.slice(warmUps + measured);
    console.log(`cases: POST /api/v1/claims/:claimId/submission, ${perSecond} a second, ${measured} counted`);
    const idle = await probeAuditLock(bare, sleep(3000));
    const spent = await watchProcessors(stage);
    const bff = inTurn(own, (draft) => submit(stage, draft));
    const loaded = await probeAuditLock(bare, bff);
    await spent(own.length);
    const floor = await inTurn(byHand, (draft) => submitByHand(bare, draft, own[0]!));
    tell(await bff, floor);
    for (const [name, at] of quantiles) {
      const value = quantile(idle, at);
      printFigure({ name: `cases.audit.lock.idle.${name}`, value, unit: 'ms' });
      printFigure({
        name: `cases.audit.lock.loaded.${name}`,
        value: quantile(loaded, at),
        unit: 'ms',
        beside: { value, what: 'idle' },
      });
    }
  } finally {
    await office.close();
  }
}

const quantiles = [
  ['p50', 0.5],
  ['p95', 0.95],
] as const;

function tell(bff: readonly number[], floor: readonly number[]): void {
  for (const [name, at] of quantiles) {
    const value = quantile(floor, at);
    printFigure({ name: `cases.submit.sql.${name}`, value, unit: 'ms' });
    printFigure({
      name: `cases.submit.bff.${name}`,
      value: quantile(bff, at),
      unit: 'ms',
      beside: { value, what: 'the SQL alone' },
    });
  }
}

/**
 * What a submission costs in processor time, here and at the BFF: where neighbours leave less of the machine than that times
 * ten, the waiting grows without end, and tells of them.
 */
async function watchProcessors({ bff }: Stage): Promise<(times: number) => Promise<void>> {
  const before = { bff: (await cpuOf(bff.pid())).own, clients: process.cpuUsage() };
  return async (times) => {
    const { user, system } = process.cpuUsage(before.clients);
    const spent = (await cpuOf(bff.pid())).own - before.bff;
    printFigure({ name: 'cases.submit.cpu.bff', value: spent / 1000 / times, unit: 'ms' });
    printFigure({ name: 'cases.submit.cpu.clients', value: (user + system) / 1000 / times, unit: 'ms' });
    printFigure({ name: 'cases.submit.load', value: os.loadavg()[0]!, unit: 'of 1 minute' });
  };
}

/**
 * Open loop: each begins at its moment, and its time counts from that moment. A server that stalls is charged with
 * everybody who had to wait for it (no coordinated omission).
 */
async function inTurn<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<number[]> {
  const began = performance.now() + 50;
  const times = list.map(async (one, at) => {
    const due = began + (at * 1000) / perSecond;
    await sleep(Math.max(due - performance.now(), 0));
    await work(one);
    return performance.now() - due;
  });
  return (await Promise.all(times)).slice(warmUps);
}

async function submit(stage: Stage, { claim, version, token }: Draft): Promise<void> {
  await must(asker(stage, token)('POST', `/api/v1/claims/${claim}/submission`, { version }), 200);
}

/** A draft that lacks nothing, of somebody new. */
async function prepareDraft(stage: Stage, office: Office): Promise<Draft> {
  const { personId, token } = await office.invite();
  const { claimId, claim, version } = await putCase(office.app, { personId, state: 'draft', village });
  const { db } = office.app.deps;
  await db.deleteFrom('claim_desk').where('claim_id', '=', claimId).execute();
  await db
    .updateTable('claim_bill')
    .set({ live_settlement_id: null })
    .where('claim_id', '=', claimId)
    .execute();
  await db
    .updateTable('claim')
    .set({
      draft_of: personId,
      number: null,
      submissions: 0,
      submitted_at: null,
      needs: null,
      lives_alone: 1,
    })
    .where('claim_id', '=', claimId)
    .execute();
  await db
    .insertInto('claim_event')
    .values({
      claim_id: claimId,
      version,
      kind: 'started',
      by_role: 'resident',
      actor: 'account:1',
      happened_at: '2026-11-20 00:00:00.000',
      organisation_id: null,
      reason: null,
      words: null,
      policy_on: null,
    })
    .execute();
  const ask = asker(stage, token);
  const { open } = await must<ClaimReply>(ask('GET', `/api/v1/claims/${claim}`), 200);
  for (const { paper, bill } of open) {
    if (paper !== null) await addPage(office.app, personId, { paper, bill });
  }
  return { claimId, claim, version, token };
}
