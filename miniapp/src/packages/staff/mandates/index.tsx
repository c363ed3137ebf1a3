import { View } from '@tarojs/components';
import type { PlaceMandatesReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { Choice } from '../../../components/list';
import { Empty, Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { Section } from '../../../components/section';
import { Sheet } from '../../../components/sheet';
import { useAttempt } from '../../../services/use-attempt';
import { useScreenReply } from '../../../services/use-reply';
import { formatDay, today } from '../../../text/date';
import { followApi } from '../follow-api';
import { consentWays } from '../follow-words';
import { StaffPage } from '../frame';
import { LoadMore } from '../load-more';
import { StaffTrouble } from '../staff-trouble';

type Mandate = PlaceMandatesReply['mandates'][number];
type Put = (reply: PlaceMandatesReply) => void;

const reasons = [
  { value: 'window', name: '本人来说不要了' },
  { value: 'denied', name: '本人说没签过' },
] as const;
type Reason = (typeof reasons)[number]['value'];

type EndingProps = { mandate: Mandate; onEnded: (reply: PlaceMandatesReply) => void; onClose: () => void };

/** Why it ends is chosen, never guessed: on a slip that she denies nothing is approved. */
function Ending({ mandate, onEnded, onClose }: EndingProps) {
  const [reason, setReason] = useState<Reason | null>(null);
  const { busy, failure, attempt } = useAttempt();
  const end = () => {
    if (reason === null) return;
    void attempt(async () => onEnded(await followApi.endMandate(mandate.mandateId, reason)));
  };
  return (
    <Sheet title="停掉代办" onClose={onClose}>
      <View className="lead">
        {mandate.name}，身份证 {mandate.certno}。请先看本人的身份证。停了以后，{mandate.organisation}
        马上不能再替本人办；申请还在，本人自己接着办。
      </View>
      <Choice id="reason" label="为什么停" options={reasons} chosen={reason} onChoose={setReason} />
      {reason === 'denied' && <Notice tone="warm">照这份委托书交的申请，不会批。请另外报告县医保局。</Notice>}
      <StaffTrouble failure={failure} />
      <View className="actions">
        <Button
          id="end"
          kind="warn"
          words={reason === null ? '先选为什么' : '停掉'}
          busy={busy}
          disabled={reason === null}
          onTap={end}
        />
      </View>
    </Sheet>
  );
}

function Row({ mandate, onEnd }: { mandate: Mandate; onEnd: () => void }) {
  const { mandateId, name, certno, state, way, endsOn } = mandate;
  const until = endsOn === null ? '' : `，到${formatDay(endsOn, today())}`;
  return (
    <View className="bill-row">
      <View className="bill-row__head">
        <View className="bill-row__place">{name}</View>
        <View className={`tag tag_${state === 'live' ? 'green' : 'warm'}`}>
          {state === 'live' ? '在代办' : '等本人同意'}
        </View>
      </View>
      <View className="bill-row__note">身份证 {certno}</View>
      <View className="sum-row">
        <View className="claim-row__wait">
          {consentWays[way]}
          {until}
        </View>
        <Button id={`end-${mandateId}`} kind="small" words="停掉" onTap={onEnd} />
      </View>
    </View>
  );
}

function byOrganisation(mandates: readonly Mandate[]): [name: string, mandates: Mandate[]][] {
  const groups = new Map<string, Mandate[]>();
  for (const one of mandates) groups.set(one.organisation, [...(groups.get(one.organisation) ?? []), one]);
  return [...groups];
}

/** By what the masks leave of a name or of the number on the card that lies on the counter. */
const matches = ({ name, certno }: Mandate, text: string): boolean =>
  name.includes(text) || certno.toUpperCase().endsWith(text.toUpperCase());

function Rows({ shown: { mandates, next }, put }: { shown: PlaceMandatesReply; put: Put }) {
  const [text, setText] = useState('');
  const [ending, setEnding] = useState<Mandate | null>(null);
  const [ended, setEnded] = useState<Mandate | null>(null);
  const sought = text.trim();
  const found = sought === '' ? mandates : mandates.filter((one) => matches(one, sought));
  const onEnded = (reply: PlaceMandatesReply) => {
    setEnded(ending);
    setEnding(null);
    put(reply);
  };
  if (mandates.length === 0 && ended === null) {
    return <Empty title="这里没有人请人代办" next="志愿者问过本人、本人同意了，会排在这里。" />;
  }
  return (
    <>
      <Field
        id="sought"
        label="找一个人"
        value={text}
        onChange={setText}
        maxLength={18}
        placeholder="姓，或者身份证最后四位"
        hint="照着本人的身份证填"
      />
      {ended !== null && (
        <Notice tone="green">
          {ended.name}（身份证 {ended.certno}）的代办停了。
        </Notice>
      )}
      {found.length === 0 && (
        <View className="lead">{next === null ? '没有这样的人。' : '这些人里没有，请再看一些。'}</View>
      )}
      {byOrganisation(found).map(([organisation, own]) => (
        <View key={organisation}>
          <Section title={`${organisation}，${own.length} 人`} />
          {own.map((mandate) => (
            <Row key={mandate.mandateId} mandate={mandate} onEnd={() => setEnding(mandate)} />
          ))}
        </View>
      ))}
      <LoadMore
        shown={{ mandates, next }}
        ask={followApi.listMandates}
        append={(page) => put({ ...page, mandates: [...mandates, ...page.mandates] })}
      />
      {ending !== null && <Ending mandate={ending} onEnded={onEnded} onClose={() => setEnding(null)} />}
    </>
  );
}

const askMandates = () => followApi.listMandates();

function Content() {
  const replied = useScreenReply('mandates', askMandates);
  return <Loaded from={replied}>{(shown) => <Rows shown={shown} put={replied.put} />}</Loaded>;
}

export default function MandatesPage() {
  return (
    <StaffPage title="代办" tab="mandates">
      <View className="lead">这里的人请了志愿组织代办。本人来窗口说不要了，马上就停。</View>
      <Content />
    </StaffPage>
  );
}
