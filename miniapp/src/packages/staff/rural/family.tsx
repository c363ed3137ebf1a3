/** Who the family is, what was said of it, and on which list it stands. */
import { View } from '@tarojs/components';
import type { RuralCaseReply, RuralList } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Field } from '../../../components/field';
import { Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { WordsField } from '../../../components/words-field';
import { useAttempt } from '../../../services/use-attempt';
import { useScreenReply } from '../../../services/use-reply';
import { findDay, formatFullDay, formatMoment, today } from '../../../text/date';
import { Choose } from '../case/choose';
import { HouseholdCard } from '../case/household';
import { stateNames } from '../case-words';
import { ruralApi, ruralLists } from '../rural-api';
import { StaffTrouble } from '../staff-trouble';

const MOST_WORDS = 300;
const options = (['relapsed', 'monitored', 'lifted', 'none'] as const).map((value) => ({
  value,
  name: ruralLists[value],
}));

function Who({ family }: { family: RuralCaseReply }) {
  const { person, village, number, state } = family;
  return (
    <Card title={person.name} aside={<View className="tag tag_quiet">{stateNames[state].words}</View>}>
      <View className="card__text card__text_first">身份证号 {person.certno}</View>
      <View className="who__note">{village?.name ?? village?.code ?? '还没选哪个村'}</View>
      {number !== null && <View className="who__note">编号 {number}</View>}
    </Card>
  );
}

function Said({ family: { words } }: { family: RuralCaseReply }) {
  if (words.length === 0) return null;
  const now = new Date().toISOString();
  return (
    <Card title="说过的">
      {words.map(({ listed, since, words: more, by, at }) => (
        <View key={at} className="said">
          <View className="said__who">
            {ruralLists[listed]}
            {since === null ? '' : `，从${formatFullDay(since)}起`}
          </View>
          {more !== null && <View>{more}</View>}
          <View className="line__note">
            {by === null ? '' : `${by.name}，`}
            {formatMoment(at, now)}
          </View>
        </View>
      ))}
      {words.length > 1 && <View className="pick__note">以最后一次为准。</View>}
    </Card>
  );
}

type Typed = { listed: RuralList | null; since: string; words: string };

/** What still has to be mended; null: nothing. */
export function findFault({ listed, since }: Typed, now: string): string | null {
  if (listed === null) return '请选在哪个名单里。';
  if (listed === 'none' || since === '') return null;
  const day = findDay(since);
  if (day === null) return '日期写成 20260301 这样，8 位数字；不知道就空着。';
  return day > now ? '这一天还没有到。' : null;
}

function Form({ family, put }: { family: RuralCaseReply; put: (family: RuralCaseReply) => void }) {
  const [typed, setTyped] = useState<Typed>({ listed: null, since: '', words: '' });
  const [asked, setAsked] = useState(false);
  const { busy, failure, attempt } = useAttempt();
  const fault = findFault(typed, today());
  const { listed, since, words } = typed;
  const say = () => {
    setAsked(true);
    if (fault !== null || listed === null) return;
    const from = listed === 'none' || since === '' ? null : findDay(since);
    const body = { listed, since: from, words: words.trim() };
    void attempt(async () => put(await ruralApi.say(family.claimId, body)));
  };
  return (
    <Card title={family.words.length === 0 ? '对完了，告诉民政' : '说错了，重新说'}>
      <Choose
        id="listed"
        label="在哪个名单里"
        options={options}
        chosen={listed}
        onChoose={(value) => setTyped({ ...typed, listed: value })}
      />
      {listed !== null && listed !== 'none' && (
        <Field
          id="since"
          label="从哪天起（不知道就空着）"
          value={since}
          onChange={(text) => setTyped({ ...typed, since: text })}
          type="number"
          maxLength={8}
          placeholder="如 20260301"
          hint="列入名单的日子"
        />
      )}
      <WordsField
        id="words"
        label="要告诉民政的（可以不写）"
        value={words}
        onChange={(text) => setTyped({ ...typed, words: text })}
        maxLength={MOST_WORDS}
        hint={`最多 ${MOST_WORDS} 个字`}
      />
      {asked && fault !== null && <Notice tone="red">{fault}</Notice>}
      <StaffTrouble failure={failure} />
      <Button id="say" words="告诉民政" busy={busy} onTap={say} />
    </Card>
  );
}

const askOne = (claimId: string) => ruralApi.get(claimId);

export function Family({ id }: { id: string }) {
  const replied = useScreenReply(id, askOne);
  return (
    <Loaded from={replied}>
      {(family) => (
        <View className="desk__narrow">
          <Who family={family} />
          {family.household !== null && <HouseholdCard household={family.household} />}
          <Said family={family} />
          {family.open ? (
            <Form key={family.words.length} family={family} put={replied.put} />
          ) : (
            <Notice tone="warm">民政已经办过认定，这里只能看。</Notice>
          )}
        </View>
      )}
    </Loaded>
  );
}
