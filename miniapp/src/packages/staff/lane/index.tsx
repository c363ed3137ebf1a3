import { View } from '@tarojs/components';
import type { LaneApprovalReply, LaneReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Empty, Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { Section } from '../../../components/section';
import { speak } from '../../../components/speak';
import { Tap } from '../../../components/tap';
import { useConfirm } from '../../../components/use-confirm';
import { useAttempt } from '../../../services/use-attempt';
import { useScreenReply } from '../../../services/use-reply';
import { formatYuan, sumOf } from '../../../text/money';
import { StaffPage } from '../frame';
import { moneyApi } from '../money-api';
import { cleanRules, laneOutcomes } from '../money-words';
import { PickRow } from '../pick-row';
import { openStaff } from '../road';
import { StaffTrouble } from '../staff-trouble';
import { Lapsed, Standing } from './standing';

type LaneCase = LaneReply['clean'][number];
type Result = LaneApprovalReply['results'][number];

/** As many as the server takes together. */
const MOST = 20;

/** What she ticked is what she saw: a case that has changed since is another one. */
const seen = ({ claimId, version }: LaneCase): string => `${claimId}:${version}`;
const nameOf = (number: string | null): string => (number === null ? '没有编号的申请' : `编号 ${number}`);

function usePicked(clean: readonly LaneCase[]) {
  const [names, setNames] = useState<ReadonlySet<string>>(new Set());
  const picked = clean.filter((one) => names.has(seen(one)));
  const toggle = (one: LaneCase) => {
    const next = new Set(picked.map(seen));
    if (!next.delete(seen(one)) && next.size < MOST) next.add(seen(one));
    setNames(next);
  };
  return {
    picked,
    toggle,
    pickAll: () => setNames(new Set(clean.slice(0, MOST).map(seen))),
    pickNone: () => setNames(new Set()),
  };
}

type CleanProps = { clean: readonly LaneCase[]; onDone: (results: readonly Result[]) => Promise<void> };

function Clean({ clean, onDone }: CleanProps) {
  const { picked, toggle, pickAll, pickNone } = usePicked(clean);
  const { busy, failure, attempt } = useAttempt();
  const [sure, dialog] = useConfirm();
  const sum = formatYuan(sumOf(picked.map(({ amount }) => amount)));
  const most = Math.min(MOST, clean.length);
  const approve = async () => {
    const question = {
      title: `批准这 ${picked.length} 件？`,
      words: `一共 ${sum}。15 分钟里可以撤销；过了就生效，交给基金付款。`,
      yes: '批准',
      no: '再看看',
    };
    if (!(await sure(question))) return;
    await attempt(async () => {
      const claims = picked.map(({ claimId, version }) => ({ claimId, version }));
      const { results } = await moneyApi.approve(claims);
      pickNone();
      await onDone(results);
    });
  };
  return (
    <>
      <Section title={`可以一起批的 ${clean.length} 件`} />
      {clean.map((one) => (
        <PickRow
          key={one.claimId}
          id={`pick-${one.claimId}`}
          label={`${nameOf(one.number)}，${one.person}，${formatYuan(one.amount)}`}
          picked={picked.includes(one)}
          full={picked.length >= MOST}
          onPick={() => toggle(one)}
        >
          <View className="sum-row">
            <View className="bill-row__place">{one.person}</View>
            <View className="bill-row__amount">{formatYuan(one.amount)}</View>
          </View>
          <View className="pick__note">{nameOf(one.number)}</View>
        </PickRow>
      ))}
      <View className="desk__bar">
        <View className="desk__bar-words" {...speak({ role: 'status', live: 'polite' })}>
          {picked.length === 0 ? `一次最多 ${MOST} 件` : `选了 ${picked.length} 件，一共 ${sum}`}
        </View>
        <StaffTrouble failure={failure} />
        <View className="desk__bar-acts">
          <Button
            id="pick-all"
            kind="plain"
            words={picked.length === most ? '都不选' : `选前 ${most} 件`}
            disabled={busy}
            onTap={picked.length === most ? pickNone : pickAll}
          />
          <Button
            id="approve"
            words={picked.length === 0 ? '先选几件' : `批准 ${picked.length} 件`}
            busy={busy}
            disabled={picked.length === 0}
            onTap={() => void approve()}
          />
        </View>
      </View>
      {dialog}
    </>
  );
}

/** What became of each that was approved together: those that were not are named. */
function Results({ results, numbers }: { results: readonly Result[]; numbers: Map<string, string | null> }) {
  const done = results.filter(({ outcome }) => outcome === 'approved' || outcome === 'approved_before');
  const others = results.filter((one) => !done.includes(one));
  return (
    <View {...speak({ role: 'status' })}>
      {done.length > 0 && (
        <Notice tone="green">批了 {done.length} 件，15 分钟后生效。要反悔，在下面撤销。</Notice>
      )}
      {others.map(({ claimId, outcome, breaks }) => (
        <Notice key={claimId} tone="red">
          {nameOf(numbers.get(claimId) ?? null)}：{laneOutcomes[outcome]}
          {breaks.length > 0 && `（${breaks.map((rule) => cleanRules[rule]).join('、')}）`}
        </Notice>
      ))}
    </View>
  );
}

function OpenRow({ claimId, title, note }: { claimId: string; title: string; note: string }) {
  return (
    <Tap id={`open-${claimId}`} className="bill-row" onTap={() => openStaff('case', { id: claimId })}>
      <View className="bill-row__place">{title}</View>
      <View className="claim-row__wait">{note}</View>
    </Tap>
  );
}

/** Those that are opened and approved by themselves. */
function ByThemselves({ drawn, others }: Pick<LaneReply, 'drawn' | 'others'>) {
  return (
    <>
      {drawn.length > 0 && <Section title={`抽中要单独看的 ${drawn.length} 件`} />}
      {drawn.map(({ claimId, number, person, amount }) => (
        <OpenRow
          key={claimId}
          claimId={claimId}
          title={`${person}，${formatYuan(amount)}`}
          note={`${nameOf(number)}。每十件抽一件：打开看完，再单独批`}
        />
      ))}
      {others.length > 0 && <Section title={`不能一起批的 ${others.length} 件`} />}
      {others.map(({ claimId, number, breaks }) => (
        <OpenRow
          key={claimId}
          claimId={claimId}
          title={nameOf(number)}
          note={breaks.map((rule) => cleanRules[rule]).join('；')}
        />
      ))}
    </>
  );
}

function Lane({ lane, again }: { lane: LaneReply; again: () => Promise<void> }) {
  const [told, setTold] = useState<{ results: readonly Result[]; numbers: Map<string, string | null> }>();
  const { clean, drawn, others, standing, lapsed } = lane;
  const onDone = (results: readonly Result[]) => {
    setTold({ results, numbers: new Map(clean.map(({ claimId, number }) => [claimId, number])) });
    return again();
  };
  const nothing = [clean, drawn, others, standing].every(({ length }) => length === 0);
  return (
    <>
      {told !== undefined && <Results {...told} />}
      <Standing standing={standing} again={again} />
      {nothing && <Empty title="现在没有等您批的" next="审核好的会排在这里，急的在最前面。" />}
      {clean.length > 0 && <Clean clean={clean} onDone={onDone} />}
      <ByThemselves drawn={drawn} others={others} />
      <Lapsed lapsed={lapsed} />
    </>
  );
}

const askLane = () => moneyApi.getLane();

function Content() {
  const replied = useScreenReply('lane', askLane);
  return <Loaded from={replied}>{(lane) => <Lane lane={lane} again={replied.again} />}</Loaded>;
}

export default function LanePage() {
  return (
    <StaffPage title="一起批" tab="lane">
      <View className="lead">账单都由医保系统来、材料齐、金额没变的，可以一起批。别的要一件件打开看。</View>
      <Content />
    </StaffPage>
  );
}
