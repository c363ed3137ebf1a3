/** What came of a call or a visit. */
import { View } from '@tarojs/components';
import type { FollowUp, FollowUpOutcome } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Choice } from '../../../components/list';
import { useConfirm } from '../../../components/use-confirm';
import { WordsField } from '../../../components/words-field';
import { useAttempt } from '../../../services/use-attempt';
import { followApi } from '../follow-api';
import { outcomeOptions } from '../follow-words';
import { StaffTrouble } from '../staff-trouble';

const MOST_WORDS = 200;

type Props = { one: FollowUp; put: (one: FollowUp) => void; again: () => Promise<void> };

/** What happens next, for each that can come of it. */
function nextWords(outcome: FollowUpOutcome | null, { mandateId }: FollowUp): string {
  switch (outcome) {
    case 'not_reached':
      return '会再排一次；打几次都没人接，就排上门。';
    case 'wrong_number':
      return '会排上门。';
    case 'not_home':
      return '会再排一次。';
    case 'moved_away':
      return mandateId === null
        ? '记了就办完了。'
        : '先留着。本人哪天来窗口，领了这一件，当面问本人；问到了才办完。';
    default:
      return '记了就办完了。';
  }
}

/** She says that she never signed: from this moment nobody acts for her, and it is done. */
function Denied({ one, put, again }: Props) {
  const { busy, failure, attempt } = useAttempt();
  const [sure, dialog] = useConfirm();
  const deny = async () => {
    const question = {
      title: '本人说没签过？',
      words: '马上停掉代办。照这份委托书交的申请，不会批。',
      yes: '停掉',
      no: '再问问',
    };
    if (!(await sure(question))) return;
    const done = await attempt(async () => {
      await followApi.endMandate(one.mandateId ?? '', 'denied');
      put(await followApi.close(one.followUpId, { version: one.version, outcome: 'reached' }));
    });
    if (!done) await again();
  };
  return (
    <>
      <StaffTrouble failure={failure} />
      <Button id="denied" kind="warn" words="本人说没签过，停掉代办" busy={busy} onTap={() => void deny()} />
      {dialog}
    </>
  );
}

export function Outcome({ one, put, again }: Props) {
  const [outcome, setOutcome] = useState<FollowUpOutcome | null>(null);
  const [words, setWords] = useState('');
  const { busy, failure, attempt } = useAttempt();
  const record = async () => {
    if (outcome === null) return;
    const said = words.trim();
    const body = { version: one.version, outcome, ...(said === '' ? {} : { words: said }) };
    const done = await attempt(async () => put(await followApi.close(one.followUpId, body)));
    if (!done) await again();
  };
  return (
    <Card title="结果怎么样">
      <Choice
        id="outcome"
        label="结果怎么样"
        options={outcomeOptions(one)}
        chosen={outcome}
        onChoose={setOutcome}
      />
      <View className="field_first">
        <WordsField
          id="words"
          label="还想写的（可以不写）"
          value={words}
          onChange={setWords}
          maxLength={MOST_WORDS}
          hint={`最多 ${MOST_WORDS} 个字`}
        />
      </View>
      <StaffTrouble failure={failure} />
      <View className="pick__note">{nextWords(outcome, one)}</View>
      <Button
        id="record"
        words={outcome === null ? '先选结果' : '记下来'}
        busy={busy}
        disabled={outcome === null}
        onTap={() => void record()}
      />
      {one.mandateId !== null && <Denied one={one} put={put} again={again} />}
    </Card>
  );
}
