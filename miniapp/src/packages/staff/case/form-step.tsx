/** Acts that need no more than a yes, and perhaps a few words. */
import { View } from '@tarojs/components';
import type { ClaimAct } from '@yijiutong/rules/contract';

import { MoneyLine } from '../../../components/money';
import { Notice } from '../../../components/notice';
import { WordsField } from '../../../components/words-field';
import { formatFullDay, today } from '../../../text/date';
import { formatYuan } from '../../../text/money';
import { caseApi } from '../case-api';
import { isFailure, reasonName } from '../case-words';
import { ActForm, useDraft, type FormProps } from './acting';
import { ResidentReads } from './choose';

export function AcceptForm(form: FormProps) {
  const { claimId, version, tasks } = form.desk.claim;
  const missing = tasks.filter(({ state }) => state === 'missing').length;
  return (
    <ActForm
      form={form}
      act="accept"
      told="已受理。"
      prepare={() => ({
        question: '受理以后开始按步骤办，会告诉本人。',
        send: () => caseApi.accept(claimId, { version }),
      })}
    >
      {missing > 0 && (
        <Notice tone="warm">还缺 {missing} 样材料。要补的话，请先办「一次性告知补正」。</Notice>
      )}
      <View>材料齐全、属于这里办的，受理。</View>
    </ActForm>
  );
}

const noWords = { words: '' };

function Words({ act, hint, label = '说明' }: { act: ClaimAct; hint: string; label?: string }) {
  const [{ words }, change] = useDraft(act, noWords);
  return (
    <WordsField
      id="act-words"
      label={label}
      value={words}
      onChange={(text) => change({ words: text })}
      maxLength={500}
      hint={hint}
    />
  );
}

export function RecogniseForm(form: FormProps) {
  const { claimId, version } = form.desk.claim;
  const [{ words }] = useDraft('recognise', noWords);
  const means = form.desk.findings.means;
  const last = means[means.length - 1];
  return (
    <ActForm
      form={form}
      act="recognise"
      told="已认定。以前的费用按规定该补的，已经自动另开一件追溯救助。"
      prepare={() => ({
        question: '认定从今天开始算。以前的费用按规定该补的，会自动另开一件。',
        send: () => caseApi.recognise(claimId, { version, words: words.trim() }),
      })}
    >
      {last !== undefined && (
        <View>
          民政核对：{last.withinLimit ? '在标准以内' : '超过标准'}
          {last.selfPaid === null ? '' : `，前 12 个月自负 ${formatYuan(last.selfPaid)}`}
        </View>
      )}
      <Words act="recognise" hint="可以不写" />
    </ActForm>
  );
}

/** The amount that was reviewed, and what the rules give now. */
export function ApproveForm(form: FormProps) {
  const { desk } = form;
  const { claimId, version, payee } = desk.claim;
  const [{ words }] = useDraft('approve', noWords);
  const reviews = desk.reviews.filter(({ stage }) => stage === 'county_review');
  const amount = reviews[reviews.length - 1]?.amount ?? null;
  const changed = desk.bills.filter(({ sinceReview }) => sinceReview !== null).length;
  return (
    <ActForm
      form={form}
      act="approve"
      told={amount === null ? '审批通过。' : `审批通过，${formatYuan(amount)} 转去支付。`}
      prepare={() => ({
        question:
          amount === null
            ? '通过以后，原来不予救助的那一件重新办。'
            : `通过以后，按 ${formatYuan(amount)} 下付款指令，不能再改。`,
        send: () => caseApi.approve(claimId, { version, words: words.trim() }),
      })}
    >
      {amount !== null && <MoneyLine label="审核提出的金额" money={amount} strong />}
      {changed > 0 && (
        <Notice tone="warm">审核以后，有 {changed} 张账单重新算过。不一样的话批不了，请退回。</Notice>
      )}
      {payee === null && amount !== null && <Notice tone="red">本人还没有填收款账户，现在批不了。</Notice>}
      <Words act="approve" hint="可以不写" />
    </ActForm>
  );
}

/** The refusal that the review proposes is fixed as it stands. */
export function ConfirmRefusalForm(form: FormProps) {
  const { desk } = form;
  const { claimId, version } = desk.claim;
  const [{ words }] = useDraft('refuse', noWords);
  const reviews = desk.reviews.filter(({ stage }) => stage === 'county_review');
  const { reason, quoted } = reviews[reviews.length - 1] ?? { reason: null, quoted: null };
  const reasons = desk.acts.find(({ act }) => act === 'refuse')?.reasons ?? [];
  const resident = reasons.find(({ code }) => code === reason)?.resident ?? null;
  return (
    <ActForm
      form={form}
      act="refuse"
      told="已办不予救助，会告诉本人为什么、还能怎么办。"
      prepare={() => ({
        question: '本人会收到不予救助的通知，可以申请复核。',
        send: () => caseApi.refuse(claimId, { version, words: words.trim() }),
      })}
    >
      {reason !== null && <View>审核提出：{reasonName(reason)}</View>}
      {quoted !== null && (
        <View className="said__words">
          {quoted.article}：{quoted.text}
        </View>
      )}
      <ResidentReads words={resident} />
      <Words act="refuse" hint="可以不写" />
    </ActForm>
  );
}

export function StartPublicityForm(form: FormProps) {
  const { claimId, version } = form.desk.claim;
  return (
    <ActForm
      form={form}
      act="start_publicity"
      told="公示开始了，从明天起算天数。"
      prepare={() => ({
        question: '请先把公示贴出来。天数从明天起算，公示期不计入办理时限。',
        send: () => caseApi.startPublicity(claimId, { version }),
      })}
    >
      <View>公示里不要写身份证号、病情和银行账号。</View>
    </ActForm>
  );
}

export function EndPublicityForm(form: FormProps) {
  const { desk } = form;
  const { claimId, version } = desk.claim;
  const { publicity, objections } = desk.findings;
  const endsOn = publicity[publicity.length - 1]?.endsOn ?? null;
  const isEarly = endsOn !== null && endsOn >= today();
  return (
    <ActForm
      form={form}
      act="end_publicity"
      told="公示结束，转民政认定。"
      prepare={() => ({
        question: objections.length > 0 ? '有人提过异议，请确认已经核实。' : '公示期间没有人提异议。',
        send: () => caseApi.endPublicity(claimId, { version }),
      })}
    >
      {endsOn !== null && <View>公示到 {formatFullDay(endsOn)}。</View>}
      {isEarly && <Notice tone="warm">最后一天还没有过完，第二天才能结束。</Notice>}
      {objections.length > 0 && <Notice tone="warm">公示期间有 {objections.length} 条异议。</Notice>}
    </ActForm>
  );
}

/** To an account that was named at a window, once she has looked at it; or where the fault was the bank's. */
export function OrderPaymentForm(form: FormProps) {
  const { desk } = form;
  const { claimId, payee } = desk.claim;
  const failed = desk.history.filter(isFailure);
  const reason = failed[failed.length - 1]?.reason ?? null;
  const last = desk.history[desk.history.length - 1];
  const brought = last?.kind === 'payee_brought' ? last : null;
  return (
    <ActForm
      form={form}
      act="order_payment"
      told="已重新下付款指令，请到打款页交银行。"
      prepare={() => ({
        question:
          brought === null
            ? '付到同一个账户，再付一次。账户有误的，由本人在手机上改，或者到窗口改。'
            : '付到窗口改的这个账户。照片上的户名、卡号都对过了吗？',
        send: () => caseApi.orderPaymentAgain(claimId),
      })}
    >
      {reason !== null && <View>上次没付成：{reasonName(reason)}</View>}
      {brought !== null && (
        <Notice tone="warm">
          账户是{brought.organisation ?? '窗口'}
          改的。请先在「材料」里看银行卡的照片：户名是不是本人，卡号对不对。
        </Notice>
      )}
      {payee !== null && (
        <View>
          账户：{payee.bank} {payee.account}，户名 {payee.holder}
        </View>
      )}
    </ActForm>
  );
}
