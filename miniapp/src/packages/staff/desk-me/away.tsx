/** 不在岗: from the first day on her open cases are with whom she names, or back in the queue. */
import { View } from '@tarojs/components';
import type { AwayReply, ColleaguesReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Field } from '../../../components/field';
import { Choice } from '../../../components/list';
import { Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { useAttempt } from '../../../services/use-attempt';
import { useScreenReply } from '../../../services/use-reply';
import { findDay, formatDay, today } from '../../../text/date';
import { caseApi } from '../case-api';
import { queueApi } from '../queue-api';
import { StaffTrouble } from '../staff-trouble';

type Colleagues = ColleaguesReply['colleagues'];
type Away = NonNullable<Colleagues[number]['away']>;

const askColleagues = async () => (await caseApi.listColleagues()).colleagues;
/** Back into the queue, for anybody of the post. */
const QUEUE = 'queue';

type Typed = { from: string; until: string; to: string };

/** The two days, or why they are none. */
export function readDays(
  { from, until }: Pick<Typed, 'from' | 'until'>,
  now: string,
): { from: string; until: string } | string {
  const first = findDay(from);
  const last = findDay(until);
  if (first === null || last === null) return '日期写成 20261123 这样，8 位数字。';
  if (last < first) return '最后一天不能早于第一天。';
  return last < now ? '这几天已经过了。' : { from: first, until: last };
}

function handedWords({ handed, released }: AwayReply): string {
  if (handed + released === 0) return '登记好了。';
  return `登记好了。手上的申请，${handed} 件交给了同事，${released} 件回到待办。`;
}

function Form({ colleagues, onSet }: { colleagues: Colleagues; onSet: (reply: AwayReply) => void }) {
  const [typed, setTyped] = useState<Typed>({ from: today().replace(/-/g, ''), until: '', to: QUEUE });
  const [wrong, setWrong] = useState<string | null>(null);
  const { busy, failure, attempt } = useAttempt();
  const others = colleagues.filter(({ herself }) => !herself);
  const options = [
    { value: QUEUE, name: '交回待办' },
    ...others.map(({ staffId, name }) => ({ value: staffId, name })),
  ];
  const save = () => {
    const days = readDays(typed, today());
    setWrong(typeof days === 'string' ? days : null);
    if (typeof days === 'string') return;
    const handTo = typed.to === QUEUE ? null : typed.to;
    void attempt(async () => onSet(await queueApi.setAway({ ...days, handTo })));
  };
  const day = (name: 'from' | 'until', label: string, hint: string) => (
    <Field
      id={`away-${name}`}
      label={label}
      value={typed[name]}
      onChange={(text) => setTyped({ ...typed, [name]: text })}
      type="number"
      maxLength={11}
      placeholder="如 20261123"
      hint={hint}
    />
  );
  return (
    <>
      {day('from', '第一天', '这一天起，不再给您派新的')}
      {day('until', '最后一天', '这一天也不在岗，第二天自动恢复')}
      <View className="card__label">手上没办完的交给</View>
      <Choice
        id="hand-to"
        label="手上没办完的交给"
        options={options}
        chosen={typed.to}
        onChoose={(to) => setTyped({ ...typed, to })}
      />
      {wrong !== null && <Notice tone="red">{wrong}</Notice>}
      <StaffTrouble failure={failure} />
      <View className="actions actions_inner">
        <Button id="set-away" words="登记不在岗" busy={busy} onTap={save} />
      </View>
    </>
  );
}

function Standing({ away, onEnd }: { away: Away; onEnd: () => Promise<void> }) {
  const { busy, failure, attempt } = useAttempt();
  const now = today();
  const began = away.from <= now;
  const end = () =>
    void attempt(async () => {
      await queueApi.endAway();
      await onEnd();
    });
  return (
    <>
      <Notice tone="warm">
        {formatDay(away.from, now)}到{formatDay(away.until, now)}不在岗，
        {away.handTo === null ? '没办完的交回待办' : `没办完的交给 ${away.handTo.name}`}。
      </Notice>
      <StaffTrouble failure={failure} />
      <Button
        id="end-away"
        kind="plain"
        words={began ? '我回来了' : '不走了，取消'}
        busy={busy}
        onTap={end}
      />
    </>
  );
}

export function AwayCard() {
  const replied = useScreenReply('all', askColleagues);
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const finish = async (words: string | null) => {
    setOpen(false);
    setDone(words);
    await replied.again();
  };
  return (
    <Card title="请假、出差">
      <Loaded from={replied}>
        {(colleagues) => {
          const away = colleagues.find(({ herself }) => herself)?.away ?? null;
          if (away !== null) {
            return (
              <>
                {done !== null && <Notice tone="green">{done}</Notice>}
                <Standing away={away} onEnd={() => finish('您又在岗了。交出去的申请不会自动回来。')} />
              </>
            );
          }
          if (open) {
            return <Form colleagues={colleagues} onSet={(reply) => void finish(handedWords(reply))} />;
          }
          return (
            <>
              {done !== null && <Notice tone="green">{done}</Notice>}
              <Button id="open-away" kind="plain" words="登记不在岗的日子" onTap={() => setOpen(true)} />
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}
