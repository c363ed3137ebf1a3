import { View } from '@tarojs/components';
import type { AuditEntryReply, AuditReply, StaffSessionReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { Empty, Loaded } from '../../../components/loaded';
import { Section } from '../../../components/section';
import { useAttempt } from '../../../services/use-attempt';
import { useScreenReply } from '../../../services/use-reply';
import { findDay, formatDay, formatMoment, today } from '../../../text/date';
import { auditApi, type AuditFilters } from '../audit-api';
import { actorWords, actWords, detailWords, shortId, subjectLine, subjectWords } from '../audit-words';
import { StaffPage } from '../frame';
import { openStaff } from '../road';
import { useStaff } from '../staff-session';
import { StaffTrouble } from '../staff-trouble';
import { usePlaceNames } from '../use-place-names';

type Narrow = (filters: AuditFilters) => void;

const referenceOf = ({ kind, id }: { kind: string; id: string }): string => `${kind}:${id}`;

function Entry({ entry, place, narrow }: { entry: AuditEntryReply; place: string | null; narrow: Narrow }) {
  const { seq, at, actor, act, subject, detail } = entry;
  const moment = formatMoment(at, new Date().toISOString());
  return (
    <View className="bill-row">
      <View className="bill-row__head">
        <View className="bill-row__place">{actWords(act)}</View>
        <View className="tag tag_quiet">{moment.split(' ')[1]}</View>
      </View>
      <View className="bill-row__note">
        {actorWords(actor)}
        {place !== null && `，${place}`}
      </View>
      <View className="claim-row__wait">
        {subjectLine(subject)}
        {detailWords(detail)
          .map((one) => `，${one}`)
          .join('')}
      </View>
      <View className="queue-row__acts">
        {subject.kind === 'claim' && (
          <Button
            id={`open-${seq}`}
            kind="small"
            words="打开申请"
            onTap={() => openStaff('case', { id: subject.id })}
          />
        )}
        {subject.kind !== 'audit' && (
          <Button
            id={`subject-${seq}`}
            kind="small"
            words={`只看这${subject.kind === 'claim' ? '份申请' : '一件'}`}
            onTap={() => narrow({ subject: referenceOf(subject) })}
          />
        )}
        <Button
          id={`actor-${seq}`}
          kind="small"
          words="只看这个人"
          onTap={() => narrow({ actor: referenceOf(actor) })}
        />
      </View>
    </View>
  );
}

function byDay(entries: readonly AuditEntryReply[]): [day: string, entries: AuditEntryReply[]][] {
  const days = new Map<string, AuditEntryReply[]>();
  for (const entry of entries) {
    const day = today(entry.at);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}

/** Names by id, as the entries on screen tell them. */
type Known = ReadonlyMap<string, string>;

function namesIn(entries: readonly AuditEntryReply[]): Known {
  const named = entries.flatMap(({ actor, subject }) => [actor, subject]);
  return new Map(named.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}

/** What the list is narrowed to, and the way back to all of it. */
function Narrowed({ filters, narrow, known }: { filters: AuditFilters; narrow: Narrow; known: Known }) {
  const { on, actor, subject } = filters;
  const [kind = '', id = ''] = (actor ?? subject ?? '').split(/:(.*)/s);
  const name = known.get(id) ?? shortId(id);
  const words = [
    on === undefined ? null : formatDay(on, today()),
    actor === undefined ? null : `一个人的（${name}）`,
    subject === undefined ? null : `${subjectWords(kind)}（${name}）`,
  ].filter((one) => one !== null);
  if (words.length === 0) return null;
  return (
    <View className="held">
      <View className="held__words">只看：{words.join('，')}</View>
      <Button id="all" kind="small" words="看全部" onTap={() => narrow({})} />
    </View>
  );
}

function OnDay({ filters, narrow }: { filters: AuditFilters; narrow: Narrow }) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const look = () => {
    const on = findDay(text);
    setWrong(text.trim() !== '' && on === null);
    const { on: before, ...others } = filters;
    if (on !== null) narrow({ ...others, on });
    else if (text.trim() === '' && before !== undefined) narrow(others);
  };
  return (
    <Field
      id="on"
      label="看哪一天"
      value={text}
      onChange={setText}
      type="number"
      maxLength={11}
      placeholder="如 20261122"
      hint="不填就从最近的看起"
      error={wrong ? '日期写成 20261122 这样，8 位数字。' : null}
      aside={<Button id="look" kind="small" words="看" onTap={look} />}
    />
  );
}

type EntriesProps = {
  shown: AuditReply;
  filters: AuditFilters;
  narrow: Narrow;
  put: (reply: AuditReply) => void;
  nameOf: (code: string) => string;
};

function Entries({ shown, filters, narrow, put, nameOf }: EntriesProps) {
  const { busy, failure, attempt } = useAttempt();
  const { entries, next } = shown;
  const more = () =>
    void attempt(async () => {
      const page = await auditApi.list(filters, next);
      put({ entries: [...entries, ...page.entries], next: page.next });
    });
  if (entries.length === 0) return <Empty title="没有这样的记录" next="换一天，或者看全部。" />;
  return (
    <>
      {byDay(entries).map(([day, own]) => (
        <View key={day}>
          <Section title={formatDay(day, today())} />
          {own.map((entry) => (
            <Entry
              key={entry.seq}
              entry={entry}
              place={entry.place === null ? null : nameOf(entry.place)}
              narrow={(one) => narrow({ ...(filters.on === undefined ? {} : { on: filters.on }), ...one })}
            />
          ))}
        </View>
      ))}
      <StaffTrouble failure={failure} />
      {next === null ? (
        <View className="end">就这 {entries.length} 条</View>
      ) : (
        <View className="actions">
          <Button id="more" kind="plain" words="看更早的" busy={busy} onTap={more} />
        </View>
      )}
    </>
  );
}

const ask = (key: string) => auditApi.list(JSON.parse(key) as AuditFilters);

function Audit({ who }: { who: StaffSessionReply }) {
  const [filters, setFilters] = useState<AuditFilters>({});
  const replied = useScreenReply(JSON.stringify(filters), ask);
  const nameOf = usePlaceNames(who.organisation.code);
  const shown = replied.reply.state === 'ready' ? replied.reply.value.entries : [];
  return (
    <>
      <OnDay filters={filters} narrow={setFilters} />
      <Narrowed filters={filters} narrow={setFilters} known={namesIn(shown)} />
      <Loaded from={replied}>
        {(shown) => (
          <Entries shown={shown} filters={filters} narrow={setFilters} put={replied.put} nameOf={nameOf} />
        )}
      </Loaded>
    </>
  );
}

function Content() {
  const who = useStaff();
  return who === null ? null : <Audit who={who} />;
}

export default function AuditPage() {
  return (
    <StaffPage title="查记录" tab="audit">
      <View className="lead">
        谁在什么时候看了什么、改了什么。工作人员写姓名和单位；群众的姓名、身份证号这里没有。您查过，也记在里面。
      </View>
      <Content />
    </StaffPage>
  );
}
