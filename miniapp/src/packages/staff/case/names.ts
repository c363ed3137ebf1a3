/** What the parts of a case are called on its page. Pure. */
import type { ClaimTask, ClauseText, DeskClaimReply } from '@yijiutong/rules/contract';

import { nameArticle } from '../../../components/clause-sheet';
import { formatFullDay } from '../../../text/date';
import { billKinds } from '../../../text/states';

type Bills = Pick<DeskClaimReply, 'claim'>;

/** 攀枝花示例中心医院，2026年3月5日 */
export function paperName({ claim }: Bills, ref: string): string {
  const bill = claim.bills.find((one) => one.ref === ref);
  if (bill === undefined) return ref;
  return `${bill.institution ?? '未写医院'}，${formatFullDay(bill.on)}`;
}

/** The same with its kind, to head a group of papers. */
export function billTitle(desk: Bills, ref: string): string {
  const bill = desk.claim.bills.find((one) => one.ref === ref);
  return bill === undefined ? ref : `${paperName(desk, ref)}，${billKinds[bill.kind]}`;
}

/** The papers of the person first, then bill by bill. */
export function groupTasks(desk: Bills): { title: string; tasks: ClaimTask[] }[] {
  const { tasks } = desk.claim;
  const refs = [...new Set(tasks.map(({ bill }) => bill))];
  const own = refs.filter((ref) => ref === null).map(() => ({ ref: null, title: '本人的材料' }));
  const ofBills = refs.flatMap((ref) => (ref === null ? [] : [{ ref, title: billTitle(desk, ref) }]));
  return [...own, ...ofBills].map(({ ref, title }) => ({
    title,
    tasks: tasks.filter(({ bill }) => bill === ref),
  }));
}

/** Two clauses of two documents may have one number. */
export const clauseKey = ({ document, article }: Pick<ClauseText, 'document' | 'article'>): string =>
  `${document} ${article}`;

/** 第十二条（一） 起付标准：特困人员… */
export function clauseLine({ article, text }: ClauseText): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `${nameArticle(article)}：${short}`;
}
