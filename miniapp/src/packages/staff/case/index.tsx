/** One case on one page: what is to be done now, the papers beside the fields, what the rules give, and what was done before. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import type { ClaimAct, DeskClaimReply } from '@yijiutong/rules/contract';
import { useCallback, useEffect, useRef, useState } from 'react';

import { Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { speak } from '../../../components/speak';
import { useScreenReply } from '../../../services/use-reply';
import { caseApi } from '../case-api';
import { StaffPage } from '../frame';
import { DraftsProvider, useDrafts } from './acting';
import { Appealed } from './appealed';
import { Bills } from './bills';
import { Estimates } from './changes';
import { Duplicates } from './duplicates';
import { Findings } from './findings';
import { ActOf } from './forms';
import { Head } from './head';
import { Holder } from './holder';
import { Household } from './household';
import { Now } from './now';
import { Papers } from './papers';
import { History, Reviews } from './past';

import './case.less';

type CaseProps = { desk: DeskClaimReply; again: () => Promise<void> };

const DOING = 'doing';

/** A form that opens, and the word that it was taken, come before her eyes wherever she was on the page. */
function useInView(act: ClaimAct | null, told: string | null): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) {
      void Taro.pageScrollTo({ selector: `#${DOING}`, duration: 0 }).catch(() => undefined);
    }
    isFirst.current = false;
  }, [act, told]);
}

/** The form in place of the list while something is being done. */
function Doing({ desk, again }: CaseProps) {
  const [act, setAct] = useState<ClaimAct | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const close = useCallback(() => setAct(null), []);
  useInView(act, told);
  const begin = (next: ClaimAct) => {
    setTold(null);
    setAct(next);
  };
  const done = (words: string) => {
    setAct(null);
    setTold(words);
    void again();
  };
  return (
    <View id={DOING}>
      {told !== null && (
        <View {...speak({ role: 'status' })}>
          <Notice tone="green">{told}</Notice>
        </View>
      )}
      {act === null ? (
        <Now desk={desk} onAct={begin} />
      ) : (
        <ActOf key={act} act={act} desk={desk} again={again} done={done} close={close} />
      )}
    </View>
  );
}

function Case({ desk, again }: CaseProps) {
  return (
    <View className="case">
      <View className="case__now">
        <Head desk={desk} />
        <Doing desk={desk} again={again} />
        <Holder desk={desk} again={again} />
      </View>
      <View className="case__papers">
        <Papers desk={desk} />
      </View>
      <View className="case__rest">
        <Appealed desk={desk} />
        <Estimates desk={desk} />
        <Bills desk={desk} />
        <Duplicates desk={desk} />
        <Findings desk={desk} />
        <Household desk={desk} />
        <Reviews desk={desk} />
        <History desk={desk} />
      </View>
    </View>
  );
}

/** What was typed stays while the page is open, even if the case could not be asked for in between. */
function Opened({ claimId }: { claimId: string }) {
  const replied = useScreenReply(claimId, caseApi.get);
  const drafts = useDrafts();
  return (
    <DraftsProvider value={drafts}>
      <Loaded from={replied}>{(desk) => <Case desk={desk} again={replied.again} />}</Loaded>
    </DraftsProvider>
  );
}

export default function CasePage() {
  const { id = '' } = useRouter().params;
  return (
    <StaffPage title="申请" tab="queue" below wide>
      <Opened key={id} claimId={id} />
    </StaffPage>
  );
}
