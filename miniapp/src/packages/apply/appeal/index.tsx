import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { ClaimReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { ClaimLoaded } from '../../../components/claim-loaded';
import { Empty } from '../../../components/loaded';
import { Trouble } from '../../../components/notice';
import { Page } from '../../../components/page';
import { WordsField } from '../../../components/words-field';
import { replaceStep } from '../../../services/road';
import { useAttempt } from '../../../services/use-attempt';
import { useClaim } from '../../../services/use-claim';
import { formatDay, today } from '../../../text/date';
import { courseApi } from '../course-api';
import { refusals } from '../course-words';
import '../apply.less';

type Refusal = NonNullable<ClaimReply['course']['refusal']>;

const LEAST = 2;
const MOST = 500;

function Why({ claim, refusal }: { claim: ClaimReply; refusal: Refusal }) {
  const [words, setWords] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const { busy, trouble, attempt } = useAttempt();
  const { claimId, version } = claim;
  const begin = () => {
    const said = words.trim();
    if (said.length < LEAST) {
      setWrong('请说一说，您觉得哪里不对。');
      return;
    }
    setWrong(null);
    void attempt(async () => {
      const appeal = await courseApi.appeal(claimId, { version, words: said });
      replaceStep('tasks', appeal.claimId);
    });
  };
  return (
    <>
      <View className="lead">
        复核就是请别的人再看一遍，和上次办的不是同一个人。
        {refusal.appealUntil !== null && `最晚 ${formatDay(refusal.appealUntil, today())}交上来。`}
      </View>
      <Card title="上次说的">
        <View className="reason__why">{refusals[refusal.reason].why}</View>
        {refusal.words !== null && <View className="reason__next">{refusal.words}</View>}
      </Card>
      <Card>
        <WordsField
          id="why"
          label="您觉得哪里不对"
          value={words}
          onChange={setWords}
          maxLength={MOST}
          placeholder="比如：我有转诊单，上次忘了交"
          hint="想到什么写什么，不用写得好。也可以用语音输入。"
          error={wrong}
        />
      </Card>
      <View className="card__text">写好以后，再加上新的材料，看一遍就交。</View>
      <Trouble code={trouble} />
      <View className="actions">
        <Button id="begin-appeal" words="写好了，下一步" busy={busy} onTap={begin} />
      </View>
    </>
  );
}

function Appeal({ claim }: { claim: ClaimReply }) {
  const { claimId, course } = claim;
  const { appeal, refusal } = course;
  if (refusal?.mayAppeal === true) return <Why claim={claim} refusal={refusal} />;
  const known = appeal?.claimId ?? claimId;
  return (
    <Empty
      title={appeal === null ? '现在不能申请复核' : '已经申请过复核了'}
      next={
        appeal === null
          ? '可能过了时间，或者这份申请又重新办了。想问，打 12393。'
          : '点下面，看看复核办到哪一步。'
      }
    >
      <Button
        id="to-claim"
        words="去看看"
        onTap={() => replaceStep(appeal?.state === 'draft' ? 'tasks' : 'claim', known)}
      />
    </Empty>
  );
}

/** 复核: why she does not agree, in her own words; papers and sending follow as with every claim. */
export default function AppealPage() {
  const { id = '' } = useRouter().params;
  const replied = useClaim(id);
  return (
    <Page title="申请复核" below>
      <ClaimLoaded from={replied}>{(claim) => <Appeal claim={claim} />}</ClaimLoaded>
    </Page>
  );
}
