import type { ClaimsReply, StatusReply } from '@yijiutong/rules/contract';

import { BigAction } from '../../components/button';
import { goToTab, open, openBill, openStep } from '../../services/road';
import { dueWords } from '../../text/claim';
import { formatDay, today } from '../../text/date';
import { formatYuan, isAboveZero, sumOf } from '../../text/money';

type Step = { title: string; words: string; sample?: boolean; go: () => void };

const toClaims = (): void => goToTab('claims');

/** A claim that waits for the person comes before everything else. */
function findOpenClaim({ claims }: ClaimsReply): Step | undefined {
  const unpaid = claims.find(({ state }) => state === 'payment_failed');
  if (unpaid !== undefined) {
    return {
      title: '钱没打进去，改银行卡',
      words: '改好就接着打，不用重新申请',
      go: () => openStep('claim', unpaid.claimId),
    };
  }
  const asked = claims.find(({ state }) => state === 'correction_asked');
  if (asked !== undefined) {
    return {
      title: asked.openPapers > 0 ? `要补 ${asked.openPapers} 份材料` : '材料补好了，交上去',
      words: '医保局在等您的材料，补好才能接着办',
      go: () => openStep('claim', asked.claimId),
    };
  }
  const draft = claims.find(({ state }) => state === 'draft');
  if (draft === undefined) return undefined;
  return {
    title: '接着填申请',
    words: '上次没填完的都还在，填好就能交',
    go: () => openStep('tasks', draft.claimId),
  };
}

/** What can be applied for: by the claims where they are known, else by the year. */
function findClaimable({ year }: StatusReply, claims: ClaimsReply | null): Step | undefined {
  if (claims === null) {
    if (!isAboveZero(year.claimable)) return undefined;
    return {
      title: '去申请，把钱领回来',
      words: `按规定，还有 ${formatYuan(year.claimable)}该给您`,
      sample: year.illustrative.length > 0,
      go: toClaims,
    };
  }
  const { claimable } = claims;
  if (claimable.length === 0) return undefined;
  const money = sumOf(claimable.flatMap(({ difference }) => (isAboveZero(difference) ? [difference] : [])));
  return {
    title: '去申请，把钱领回来',
    words: isAboveZero(money)
      ? `按规定，还有 ${formatYuan(money)}该给您`
      : `有 ${claimable.length} 张账单可以申请`,
    sample: claimable.some(({ illustrative }) => illustrative),
    go: toClaims,
  };
}

/** A claim that the office is working on. */
function findRunning({ claims }: ClaimsReply): Step | undefined {
  const running = claims.find(({ state, due }) => state !== 'draft' && due !== null);
  if (running === undefined) return undefined;
  return {
    title: '看申请到哪一步',
    words: typeof running.due?.on === 'string' ? dueWords(running.due, today()) : '正在办',
    go: () => openStep('claim', running.claimId),
  };
}

function decideNextStep(status: StatusReply, claims: ClaimsReply | null): Step {
  const { year, latestBill } = status;
  const waiting = claims === null ? undefined : findOpenClaim(claims);
  if (waiting !== undefined) return waiting;
  if (isAboveZero(year.claimable) && year.topUps.length > 0) {
    return {
      title: '看看还能领多少',
      words: `按规定，还有 ${formatYuan(year.claimable)}该给您`,
      sample: year.illustrative.length > 0,
      // What a new identity brings for earlier bills stands in the year, not on one bill.
      go: () => open('status'),
    };
  }
  const next = findClaimable(status, claims) ?? (claims === null ? undefined : findRunning(claims));
  if (next !== undefined) return next;
  if (latestBill !== null) {
    return {
      title: '看懂最近一张账单',
      words: `${formatDay(latestBill.on, today())}的账单，一行一行讲给您听`,
      go: () => openBill(latestBill.setlId),
    };
  }
  return {
    title: '看看我有哪些保障',
    words: '今年还没有账单，先看看三层保障怎么帮您',
    go: () => open('status'),
  };
}

type Props = { status: StatusReply; claims: ClaimsReply | null };

/** The one big thing to do, by what is known of the person. */
export function NextStep({ status, claims }: Props) {
  const { title, words, sample = false, go } = decideNextStep(status, claims);
  return <BigAction id="next-step" title={title} words={words} sample={sample} onTap={go} />;
}
