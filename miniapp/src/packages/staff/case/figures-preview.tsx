/** What the figures that are typed would come to: reckoned by the server as if they were sent, and nothing of it is kept. */
import { View } from '@tarojs/components';
import type { DeskClaimReply, FiguresPreviewReply, PaperFigures } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Notice } from '../../../components/notice';
import { speak } from '../../../components/speak';
import { useAttempt } from '../../../services/use-attempt';
import { caseApi } from '../case-api';
import { ActTrouble } from './act-trouble';
import { Reckoned } from './bills';
import { billTitle } from './names';
import { Proposal } from './proposal';

type Reckoning = { of: string; version: number; told: FiguresPreviewReply };

type Props = {
  desk: DeskClaimReply;
  /** Whole and adding up; null where something is missing, and the form says what. */
  prepare: () => PaperFigures[] | null;
  /** The figures as they are typed now, to tell whether what is shown is of them. */
  typed: string;
  again: () => Promise<void>;
};

function Told({ desk, told }: { desk: DeskClaimReply; told: FiguresPreviewReply }) {
  return (
    <View className="preview" {...speak({ role: 'group', label: '算下来的' })}>
      <Proposal desk={desk} proposal={told.proposal} />
      {told.bills.map((deskBill) => (
        <View key={deskBill.ref}>
          <View className="figures__title">{billTitle(desk, deskBill.ref)}</View>
          {deskBill.bill !== null && <Reckoned deskBill={deskBill} bill={deskBill.bill} />}
        </View>
      ))}
      <View className="card__foot">只是先算给您看，还没有存。</View>
    </View>
  );
}

export function FiguresPreview({ desk, prepare, typed, again }: Props) {
  const { busy, failure, attempt } = useAttempt();
  const [reckoning, setReckoning] = useState<Reckoning | null>(null);
  const { claimId, version } = desk.claim;
  const reckon = async () => {
    const figures = prepare();
    if (figures === null) return;
    const done = await attempt(async () => {
      const told = await caseApi.previewFigures(claimId, { version, figures });
      setReckoning({ of: typed, version, told });
    });
    if (!done) await again();
  };
  const isOfNow = reckoning?.of === typed && reckoning.version === version;
  return (
    <>
      <ActTrouble failure={failure} desk={desk} />
      <Button
        id="preview"
        kind="plain"
        words={reckoning === null ? '先算一算' : '再算一算'}
        busy={busy}
        onTap={() => void reckon()}
      />
      {reckoning !== null && !isOfNow && <Notice tone="warm">金额改过了，请再算一算。</Notice>}
      {reckoning !== null && isOfNow && <Told desk={desk} told={reckoning.told} />}
    </>
  );
}
