import { View } from '@tarojs/components';
import type { ClaimReply, ClaimTask } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Notice, Trouble } from '../../../components/notice';
import { api } from '../../../services/api';
import { openPaper } from '../../../services/road';
import type { Upload } from '../../../services/upload';
import { useChange } from '../../../services/use-claim';
import type { Replied } from '../../../services/use-reply';
import { billName, correctionReasons, dueWords } from '../../../text/claim';
import { formatMoment, today } from '../../../text/date';
import { findBillOf, findNextOpen, taskStanding, uploadsOf } from '../next-open';
import { ClaimNumber } from './claim-number';

type Props = { claim: ClaimReply; uploads: readonly Upload[]; replied: Replied<ClaimReply> };

/** What is wrong with a paper, in our words and in the office's. */
function Reason({ correction, done }: Pick<ClaimTask, 'correction'> & { done: boolean }) {
  const said = correction?.words ?? null;
  const { why, next } = correctionReasons[correction?.reason ?? 'other'];
  return (
    <>
      <View className="reason__why">{why}</View>
      {said !== null && <View className="reason__next">医保局说：{said}</View>}
      {!done && <View className="reason__next">{next}</View>}
    </>
  );
}

/** `isNext`: of all that are left, this one first. */
type AskedProps = { task: ClaimTask; isNext: boolean } & Omit<Props, 'replied'>;

/** One paper of the notice: which, what to do about it; or that it is mended. */
function Asked({ task, claim, uploads, isNext }: AskedProps) {
  const { paper, bill, title, correction } = task;
  const of = findBillOf(claim, task);
  const { words, tone, done } = taskStanding(task, uploads);
  const isTaken = done || uploadsOf(task, uploads).some(({ state }) => state !== 'arrived');
  return (
    <Card title={title} aside={done && <View className="tag tag_green">补好了</View>}>
      {of !== undefined && <View className="checked__note">{billName(of, today())}</View>}
      <Reason correction={correction} done={done} />
      {isTaken && <View className={`standing standing_${tone}`}>{words}</View>}
      <Button
        id={`mend-${paper}-${bill ?? 'own'}`}
        kind={isNext ? 'primary' : 'plain'}
        words={isTaken ? '看看，再改' : '去补'}
        onTap={() => openPaper(claim.claimId, paper, bill)}
      />
    </Card>
  );
}

function SendAgain({ claim, uploads, replied }: Props) {
  const { busy, trouble, change } = useChange(replied);
  const next = findNextOpen(claim, uploads);
  if (next.what === 'sending') {
    return <Notice tone="warm">照片正在送。开着这一页，连上网，送完就能交。</Notice>;
  }
  return (
    <>
      <Trouble code={trouble} />
      {next.what === 'check' && (
        <View className="actions">
          <Button
            id="submit"
            words="补好了，交上去"
            busy={busy}
            onTap={() => change(() => api.submitClaim(claim.claimId, claim.version))}
          />
        </View>
      )}
    </>
  );
}

/** The notice that stands: everything to mend at once, each with its reason and the way to mend it. */
export function Correction(props: Props) {
  const { claim } = props;
  const { correction, due, number, tasks } = claim;
  const said = correction?.words ?? null;
  const named = tasks.filter((task) => task.correction !== null);
  const next = findNextOpen(claim, props.uploads);
  const left = named.filter(({ state }) => state === 'asked_again').length;
  return (
    <>
      <Card tone="red">
        <View className="card__title">
          {left > 0 ? `医保局请您补 ${left} 份材料` : '都补好了，请点“交上去”'}
        </View>
        {correction !== null && (
          <View className="reason__next">
            {formatMoment(correction.askedAt, new Date().toISOString())}说的，要补的都在下面，补完就接着办。
          </View>
        )}
        {said !== null && <View className="reason__why">医保局说：{said}</View>}
        {due !== null && <View className="reason__next">{dueWords(due, today())}</View>}
      </Card>
      {named.map((task) => (
        <Asked
          key={`${task.paper}${task.bill}`}
          task={task}
          isNext={next.what === 'paper' && next.task === task}
          {...props}
        />
      ))}
      <SendAgain {...props} />
      {number !== null && (
        <Card>
          <ClaimNumber number={number} />
        </Card>
      )}
    </>
  );
}
