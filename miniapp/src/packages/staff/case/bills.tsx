/** Each bill of the case: who paid, what the rules give and why, in two voices, and why it is not what it was. */
import { View } from '@tarojs/components';
import type { BillReply, Clause, DeskBill, DeskClaimReply } from '@yijiutong/rules/contract';
import { useCallback, useState } from 'react';

import { Card } from '../../../components/card';
import { ClauseLink, ClauseSheet, nameArticle } from '../../../components/clause-sheet';
import { Choice } from '../../../components/list';
import { MoneyLine } from '../../../components/money';
import { SampleMark } from '../../../components/sample';
import { Tap } from '../../../components/tap';
import { isAboveZero } from '../../../text/money';
import { decisionStates, missingWords, refusalWords } from '../../../text/states';
import { Changes } from './changes';
import { FiguresRead } from './figures-read';
import { billTitle } from './names';

type Voice = 'officer' | 'resident';
const voices = [
  { value: 'officer', name: '经办口径' },
  { value: 'resident', name: '群众口径' },
] as const;

function Payers({ bill: { payers, assistanceBase } }: { bill: BillReply }) {
  const rows = [
    ['总费用', payers.total],
    ['政策范围外费用', payers.outOfScope],
    ['基本医保统筹支付', payers.basic],
    ['大病保险支付', payers.criticalIllness],
    ['公务员、企业补充支付', payers.supplement],
    ['普惠型商业健康保险支付', payers.commercial],
    ['医疗救助已支付', payers.assistance],
    ['其他支付', payers.other],
    ['个人支付', payers.personal],
  ] as const;
  const always = ['总费用', '基本医保统筹支付', '医疗救助已支付', '个人支付'];
  return (
    <>
      {rows
        .filter(([label, money]) => always.includes(label) || isAboveZero(money))
        .map(([label, money]) => (
          <MoneyLine key={label} label={label} money={money} />
        ))}
      {assistanceBase !== null && <MoneyLine label="政策范围内个人自付" money={assistanceBase} strong />}
    </>
  );
}

function Verdict({ bill: reply }: { bill: BillReply }) {
  const { decision, bill, clauses } = reply;
  switch (decision.status) {
    case 'granted':
      return (
        <>
          <View className="card__text">
            按「{decision.classTitle}」计算，身份类别：{decision.category}
          </View>
          <MoneyLine label="应救助" money={decision.granted} strong />
          {isAboveZero(decision.outpatient) && (
            <MoneyLine label="其中 普通门诊救助" money={decision.outpatient} />
          )}
          {isAboveZero(decision.tilt) && <MoneyLine label="其中 倾斜救助" money={decision.tilt} />}
          <MoneyLine label="已救助" money={bill.granted} />
          {bill.difference !== null && <MoneyLine label="差额" money={bill.difference} strong />}
        </>
      );
    case 'refused':
      return (
        <View className="card__text">
          按规定不救助：{refusalWords(decision.code).why}
          {decision.clause !== null && <ClauseLink clause={decision.clause} texts={clauses} />}
        </View>
      );
    case 'incomplete':
      return (
        <>
          {decision.missing.map((missing) => (
            <View key={missing.name} className="card__text">
              还算不了：{missingWords(missing).why}
            </View>
          ))}
        </>
      );
    case 'pending':
    case 'reversed':
      return <View className="card__text">{decisionStates[decision.status]}</View>;
  }
}

/** Every line of the reckoning, deeper ones set in. */
function OfficerLines({ lines }: { lines: DeskBill['officer'] }) {
  return (
    <View className="reckoning">
      {lines.map(({ depth, label, rule, figures, result, article }, at) => (
        <View key={`${label}${at}`} className={`reckoning__line reckoning__line_${Math.min(depth, 4)}`}>
          <View className="reckoning__head">
            <View className="reckoning__label">{label}</View>
            <View className="reckoning__result">{result}</View>
          </View>
          {rule !== '' && <View className="line__note">{rule}</View>}
          {figures !== '' && <View className="reckoning__figures">{figures}</View>}
          {article !== '' && <View className="line__note">依据 {nameArticle(article)}</View>}
        </View>
      ))}
    </View>
  );
}

type SentencesProps = { told: DeskBill['resident']; onClause: (clause: Clause) => void };

function ResidentSentences({ told, onClause }: SentencesProps) {
  return (
    <View className="steps">
      {told.map(({ title, sentence, clause }, at) => (
        <View key={at} className="step">
          <View className="step__at">{at + 1}</View>
          <View className="step__bd">
            <View className="step__title">{title}</View>
            <View className="step__sentence">{sentence}</View>
            {clause !== null && (
              <Tap className="clause__link" onTap={() => onClause(clause)}>
                看依据 {nameArticle(clause.article)}
              </Tap>
            )}
          </View>
        </View>
      ))}
    </View>
  );
}

function Explanation({ deskBill, bill }: { deskBill: DeskBill; bill: BillReply }) {
  const [open, setOpen] = useState(false);
  const [voice, setVoice] = useState<Voice>('officer');
  const [clause, setClause] = useState<Clause | null>(null);
  const close = useCallback(() => setClause(null), []);
  const { ref, officer, resident } = deskBill;
  if (officer.length === 0) return null;
  return (
    <>
      <Tap id={`explain-${ref}`} className="fold" expanded={open} onTap={() => setOpen(!open)}>
        {open ? '收起计算过程' : '看计算过程'}
      </Tap>
      {open && (
        <>
          <Choice id={`voice-${ref}`} label="怎么说" options={voices} chosen={voice} onChoose={setVoice} />
          {voice === 'officer' ? (
            <OfficerLines lines={officer} />
          ) : (
            <ResidentSentences told={resident} onClause={setClause} />
          )}
          <View className="cited">
            {bill.clauses.map((one) => (
              <View key={one.article} className="cited__one">
                <ClauseLink clause={one} texts={bill.clauses} />
              </View>
            ))}
          </View>
        </>
      )}
      {clause !== null && <ClauseSheet clause={clause} texts={bill.clauses} onClose={close} />}
    </>
  );
}

/** What the rules give for a bill, and how. */
export function Reckoned({ deskBill, bill }: { deskBill: DeskBill; bill: BillReply }) {
  return (
    <>
      <Verdict bill={bill} />
      <Changes title="和提交时不一样" change={deskBill.sinceSubmission} texts={bill.clauses} />
      <Changes title="和上次审核不一样" change={deskBill.sinceReview} texts={bill.clauses} />
      <Explanation deskBill={deskBill} bill={bill} />
    </>
  );
}

function Bill({ desk, deskBill }: { desk: DeskClaimReply; deskBill: DeskBill }) {
  const { ref, bill, figures } = deskBill;
  const own = desk.claim.bills.find((one) => one.ref === ref);
  const sample = (bill?.illustrative.length ?? 0) > 0;
  return (
    <Card title={billTitle(desk, ref)} aside={sample && <SampleMark />}>
      {bill === null ? (
        <>
          {own !== undefined && <MoneyLine label="本人填的总费用" money={own.total} />}
          <View className="card__text">医保系统里没有这张账单，要由县级审核照材料录入金额。</View>
        </>
      ) : (
        <>
          <Payers bill={bill} />
          {figures !== null && <FiguresRead figures={figures} institution={bill.bill.institution} />}
          <Reckoned deskBill={deskBill} bill={bill} />
        </>
      )}
    </Card>
  );
}

export function Bills({ desk }: { desk: DeskClaimReply }) {
  return (
    <>
      {desk.bills.map((deskBill) => (
        <Bill key={deskBill.ref} desk={desk} deskBill={deskBill} />
      ))}
    </>
  );
}
