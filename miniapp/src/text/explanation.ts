/** A bill's explanation to take along: the same words on paper and in the clipboard. */
import type { BillReply } from '@yijiutong/rules/contract';
import { showDay, showYuan, tellOfficer, tellResident } from '@yijiutong/rules/words';

import { billKinds } from './states';

/** Where and when it was, in one line. */
export function headOf({ bill }: BillReply): string {
  return [bill.institution ?? '看病的医院', showDay(bill.on), billKinds[bill.kind]].join('，');
}

/** What it came to, in one line. */
export function resultOf({ bill: { calculated, granted, difference } }: BillReply): string {
  if (calculated === null || difference === null) return '还没有算完。';
  const open =
    difference.startsWith('-') || difference === '0.00' ? '' : `，您还能领 ${showYuan(difference)}`;
  return `按规定该给 ${showYuan(calculated)}，已经给了 ${showYuan(granted)}${open}。`;
}

/** Made-up figures are marked on paper too: it is seen without the screen beside it. */
export const sampleWords = '里面有演示用的数字，不是官方公布的。金额只作参考。';

/** The whole explanation as text, the resident's voice first. */
export function writeExplanation(reply: BillReply): string {
  const told = reply.explanation
    .flatMap(tellResident)
    .map(({ title, sentence }, at) => `${at + 1}. ${title}：${sentence}`);
  return [
    headOf(reply),
    resultOf(reply),
    ...(reply.illustrative.length > 0 ? [sampleWords] : []),
    '',
    '这笔钱是怎么算的',
    ...told,
    '',
    '给窗口看的',
    ...reply.explanation.flatMap(tellOfficer),
  ].join('\n');
}
