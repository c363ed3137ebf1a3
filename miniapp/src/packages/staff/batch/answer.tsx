/** The bank's file of results: taken whole or not at all, and what it brought or what is wrong with it, line by line. */
import { View } from '@tarojs/components';
import type { BankFileProblem, PaymentAnswerReply, PaymentBatch } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Notice } from '../../../components/notice';
import { speak } from '../../../components/speak';
import { toFailure, type AppFailure } from '../../../services/failure';
import { useAttempt } from '../../../services/use-attempt';
import { formatYuan } from '../../../text/money';
import { bankFileWords, chooseBankFile, type ChosenFile } from '../bank-file';
import { moneyApi } from '../money-api';
import { fileProblems, paymentFailures } from '../money-words';
import { StaffTrouble } from '../staff-trouble';

type Problem = { line: number | null; problem: BankFileProblem };

/** In the order of the file, what is wrong with it as a whole first; a place that is wrong twice in one way is one. */
function listProblems(told: readonly Problem[]): Problem[] {
  const places = new Map(told.map((one) => [`${one.line}:${one.problem}`, one]));
  return [...places.values()].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
}

/** What is wrong with the file; the server names a hundred places at most. */
function Problems({ failure }: { failure: AppFailure | null }) {
  if (failure?.code !== 'bank_file_wrong') return null;
  const problems = (failure.data.problems ?? []) as Problem[];
  const count = Number(failure.data.count ?? problems.length);
  return (
    <View className="checked-list">
      {listProblems(problems).map(({ line, problem }) => (
        <View key={`${line}:${problem}`} className="checked">
          {line === null ? '整个文件' : `第 ${line} 行`}：{fileProblems[problem]}
        </View>
      ))}
      {count > problems.length && <View className="checked">还有 {count - problems.length} 处</View>}
    </View>
  );
}

/** What came of a file: also of one that was handed in before. */
function Taken({ name, reply }: { name: string; reply: PaymentAnswerReply }) {
  const { rows, paid, failed, repeated, bounced, seenBefore } = reply;
  return (
    <View id="taken" {...speak({ role: 'status' })}>
      {seenBefore && (
        <Notice tone="warm">「{name}」以前交过，这次什么都没有变，也不会多付。那次的结果是：</Notice>
      )}
      <Notice tone="green">
        {!seenBefore && `收下了「${name}」。`}一共 {rows} 笔：付成 {paid.count} 笔，{formatYuan(paid.total)}
        ；没付成 {failed.count} 笔，{formatYuan(failed.total)}
        {repeated > 0 && `；${repeated} 笔以前的文件已经说过，没有重复记`}。
      </Notice>
      {bounced.length > 0 && (
        <Notice tone="red">
          有 {bounced.length} 笔以前付成了，银行现在说退回来了。请到「打款」的「退回」里一笔一笔确认：
          {bounced.map(({ line, paymentId, amount, failure }) => (
            <View key={paymentId}>
              第 {line} 行，{formatYuan(amount)}，{paymentFailures[failure]}
            </View>
          ))}
        </Notice>
      )}
      {failed.count > 0 && (
        <Notice tone="warm">没付成的会发消息请本人改卡号；银行的原因，可以在「没付成」里再付一次。</Notice>
      )}
    </View>
  );
}

type Props = { batch: PaymentBatch; onAnswered: (batch: PaymentBatch) => void };

export function Answer({ batch, onAnswered }: Props) {
  const { busy, failure, attempt } = useAttempt();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [reply, setReply] = useState<PaymentAnswerReply | null>(null);
  const send = (chosen: ChosenFile) => {
    setFile(chosen);
    setReply(null);
    void attempt(async () => {
      const taken = await moneyApi.sendAnswer(batch.batchId, await chosen.read());
      setReply(taken);
      onAnswered(taken.batch);
    });
  };
  /** Not a part of the attempt: a browser's chooser may never answer. */
  const choose = () =>
    void chooseBankFile().then(
      (chosen) => {
        if (chosen !== null) send(chosen);
      },
      (error: unknown) => attempt(() => Promise.reject(toFailure(error))),
    );
  return (
    <Card title="银行的结果">
      <View className="card__text card__text_first">
        银行给的结果文件，原样交上来。有一处对不上就整个不收，什么都不变；同一个文件交两次，也只记一次。
      </View>
      {failure !== null && file !== null && <View className="pick__note">「{file.name}」没有收下</View>}
      <StaffTrouble failure={failure} />
      <Problems failure={failure} />
      {reply !== null && file !== null && <Taken name={file.name} reply={reply} />}
      <Button
        id="choose-answer"
        kind={batch.open.count > 0 ? 'primary' : 'plain'}
        words={bankFileWords.choose}
        busy={busy}
        onTap={choose}
      />
    </Card>
  );
}
