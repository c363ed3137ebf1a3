/** 县级审核: the engine's figures bill by bill; those of paper as the officer reads them; grant, or refuse with its reason. */
import { View } from '@tarojs/components';
import type { ClaimBill, DeskClaimReply, PaperFigures, ProposalReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Loaded } from '../../../components/loaded';
import { WordsField } from '../../../components/words-field';
import type { Body } from '../../../services/api';
import { useScreenReply } from '../../../services/use-reply';
import { formatYuan } from '../../../text/money';
import { caseApi } from '../case-api';
import { reasonName } from '../case-words';
import { ActForm, useDraft, type FormProps, type Ready } from './acting';
import { Choose } from './choose';
import { beginFigures, checkFigures, type FiguresDraft, type FiguresFaults } from './figures';
import { FiguresForm } from './figures-form';
import { FiguresPreview } from './figures-preview';
import { billTitle } from './names';
import { Proposal } from './proposal';
import { checkRefusal, emptyRefusal, findClause, RefusalPart } from './refusal-part';
import type { RefusalDraft, RefusalFaults } from './refusal-part';
import { checkTwins, TwinsPart, type TwinAnswers } from './twins-part';

type Verdict = 'grant' | 'refuse';
type ReviewDraft = RefusalDraft & {
  verdict: Verdict | null;
  /** By bill; absent: what was read before stands, or nothing was read yet. */
  figures: Readonly<Record<string, FiguresDraft>>;
  twins: TwinAnswers;
};
type ReviewFaults = RefusalFaults & {
  verdict?: string;
  figures: Readonly<Record<string, FiguresFaults>>;
  twins?: true;
};

const verdicts = [
  { value: 'grant', name: '建议救助', note: '金额按规定算，不能自己填' },
  { value: 'refuse', name: '建议不予救助', note: '要选原因和依据' },
] as const;

/** `isOut`: read before, and out of the year since: the case was refused meanwhile. */
type Paper = { bill: ClaimBill; read: PaperFigures | null; isOut: boolean };

function listPapers({ claim, bills }: DeskClaimReply): Paper[] {
  return claim.bills
    .filter(({ source }) => source === 'paper')
    .map((bill) => {
      const shown = bills.find(({ ref }) => ref === bill.ref);
      return { bill, read: shown?.figures ?? null, isOut: shown?.bill?.bill.state === 'reversed' };
    });
}

function readWords({ read, isOut }: Paper): string {
  if (read === null) return '医保系统里没有，要照材料录入。';
  return isOut ? '以前录入的不算了，请打开再核一遍。' : '已经照材料录入过。';
}

type FiguresProps = {
  desk: DeskClaimReply;
  draft: ReviewDraft;
  change: (change: Partial<ReviewDraft>) => void;
  faults: ReviewFaults['figures'];
};

function FiguresOfPapers({ desk, draft, change, faults }: FiguresProps) {
  const put = (ref: string, figures: FiguresDraft) =>
    change({ figures: { ...draft.figures, [ref]: figures } });
  return (
    <>
      {listPapers(desk).map((paper) => {
        const { bill, read, isOut } = paper;
        const { ref } = bill;
        const typed = draft.figures[ref];
        if (typed === undefined) {
          return (
            <View key={ref} className="figures">
              <View className="figures__title">{billTitle(desk, ref)}</View>
              <View>{readWords(paper)}</View>
              <Button
                id={`figures-${ref}`}
                kind="plain"
                words={read === null ? '录入金额' : isOut ? '再核一遍金额' : '改录入的金额'}
                onTap={() => put(ref, beginFigures(read, bill))}
              />
            </View>
          );
        }
        return (
          <FiguresForm
            key={ref}
            id={`figures-${ref}`}
            title={billTitle(desk, ref)}
            draft={typed}
            change={(part) => put(ref, { ...typed, ...part })}
            faults={faults[ref] ?? {}}
          />
        );
      })}
    </>
  );
}

/** Each bill that was opened for typing, whole; and what is wrong with the others. */
function checkPapers(desk: DeskClaimReply, draft: ReviewDraft) {
  const figures: PaperFigures[] = [];
  const faults: Record<string, FiguresFaults> = {};
  for (const { bill } of listPapers(desk)) {
    const typed = draft.figures[bill.ref];
    if (typed === undefined) continue;
    const checked = checkFigures(bill.ref, typed);
    if (checked.figures === null) faults[bill.ref] = checked.faults;
    else figures.push(checked.figures);
  }
  return { figures, faults };
}

type Checked = { body: Body<'reviewClaim'> | null; faults: ReviewFaults };

function checkReview(desk: DeskClaimReply, draft: ReviewDraft): Checked {
  const { version } = desk.claim;
  const { figures, faults: wrong } = checkPapers(desk, draft);
  const refusal = draft.verdict === 'refuse' ? checkRefusal(draft, true) : {};
  const { verdicts: twins, isWhole } = checkTwins(desk, draft.twins);
  const faults: ReviewFaults = {
    ...(draft.verdict === null ? { verdict: '请选一个。' } : {}),
    ...refusal,
    figures: wrong,
    ...(draft.verdict === 'grant' && !isWhole ? { twins: true as const } : {}),
  };
  if (Object.keys(wrong).length + Object.keys(refusal).length > 0) return { body: null, faults };
  if (faults.twins === true) return { body: null, faults };
  const words = draft.words.trim();
  if (draft.verdict === 'grant') {
    return { body: { version, verdict: 'grant', figures, twins, words }, faults };
  }
  const clause = findClause(desk.clauses, draft.clause);
  if (draft.verdict === null || clause === null || draft.reason === null) return { body: null, faults };
  const { document, article } = clause;
  const reason = draft.reason as Extract<Body<'reviewClaim'>, { verdict: 'refuse' }>['reason'];
  const rests = { reason, clause: { document, article }, words };
  return { body: { version, verdict: 'refuse', figures, twins, ...rests }, faults };
}

function questionOf(body: Body<'reviewClaim'>, proposal: ProposalReply | null): string {
  const typed = body.figures?.length ?? 0;
  const counted = typed === 0 ? '' : `录入了 ${typed} 张账单，提交后按规定算。`;
  if (body.verdict === 'refuse') return `${counted}建议不予救助，原因：${reasonName(body.reason)}。`;
  const amount = proposal?.amount ?? null;
  return typed > 0 || amount === null
    ? `${counted}金额按规定算，交另一个人审批。`
    : `建议救助 ${formatYuan(amount)}，交另一个人审批。`;
}

const emptyFaults: ReviewFaults = { figures: {} };

function useReviewDraft(form: FormProps, proposal: ProposalReply | null) {
  const { desk } = form;
  const [draft, change] = useDraft<ReviewDraft>('review', {
    ...emptyRefusal,
    verdict: null,
    figures: {},
    twins: {},
  });
  const [faults, setFaults] = useState(emptyFaults);
  const prepare = (): Ready | null => {
    const { body, faults: found } = checkReview(desk, draft);
    setFaults(found);
    if (body === null) return null;
    return {
      question: questionOf(body, proposal),
      send: () => caseApi.review(desk.claim.claimId, body),
    };
  };
  /** Of the figures alone: the verdict may come after what they come to. */
  const prepareFigures = (): PaperFigures[] | null => {
    const { figures, faults: wrong } = checkPapers(desk, draft);
    setFaults({ ...faults, figures: wrong });
    return Object.keys(wrong).length > 0 ? null : figures;
  };
  return { draft, change, faults, prepare, prepareFigures };
}

const getProposal = (key: string) => caseApi.getProposal(key.split(' ')[0] ?? '');

export function ReviewForm(form: FormProps) {
  const { desk } = form;
  const { claimId, version } = desk.claim;
  // Of another version, other figures: they are asked for anew.
  const replied = useScreenReply(`${claimId} ${version}`, getProposal);
  const proposal = replied.reply.state === 'ready' ? replied.reply.value : null;
  const { draft, change, faults, prepare, prepareFigures } = useReviewDraft(form, proposal);
  const isTyping = Object.keys(draft.figures).length > 0;
  const told =
    draft.verdict === 'refuse' ? '已建议不予救助，等另一个人审批。' : '已提出审核意见，等另一个人审批。';
  return (
    <ActForm form={form} act="review" told={told} prepare={prepare}>
      <Loaded from={replied}>{(value) => <Proposal desk={desk} proposal={value} />}</Loaded>
      <FiguresOfPapers desk={desk} draft={draft} change={change} faults={faults.figures} />
      {isTyping && (
        <FiguresPreview
          desk={desk}
          prepare={prepareFigures}
          typed={JSON.stringify(draft.figures)}
          again={form.again}
        />
      )}
      <Choose
        id="verdict"
        label="审核意见"
        options={verdicts}
        chosen={draft.verdict}
        onChoose={(verdict) => change({ verdict })}
        error={faults.verdict ?? null}
      />
      {draft.verdict !== null && (
        <TwinsPart
          desk={desk}
          said={draft.twins}
          change={(twins) => change({ twins })}
          tried={faults.twins === true}
        />
      )}
      {draft.verdict === 'refuse' ? (
        <RefusalPart
          desk={desk}
          act="review"
          draft={draft}
          change={change}
          faults={faults}
          wordsHint="必须写，本人也会看到"
        />
      ) : (
        <WordsField
          id="act-words"
          label="说明"
          value={draft.words}
          onChange={(words) => change({ words })}
          maxLength={500}
          hint="可以不写"
        />
      )}
    </ActForm>
  );
}
