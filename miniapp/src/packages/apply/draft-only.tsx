import type { ClaimReply } from '@yijiutong/rules/contract';
import type { PropsWithChildren } from 'react';

import { Button } from '../../components/button';
import { Empty } from '../../components/loaded';
import { replaceStep } from '../../services/road';

const after = {
  submitted: { title: '这份申请交上去了', next: '现在不能再改。点下面，看编号和办到哪一步。' },
  correction_asked: { title: '这份申请要补材料', next: '别的不用再填。点下面，看要补哪几样。' },
  withdrawn: { title: '这份申请已经撤回了', next: '现在不能再改。点下面，看当时填的内容。' },
};

/** What fills in a claim; once it was sent, perhaps from another phone, the way to it instead. */
export function DraftOnly({ claim, children }: PropsWithChildren<{ claim: ClaimReply }>) {
  if (claim.state === 'draft') return <>{children}</>;
  return (
    <Empty {...after[claim.state]}>
      <Button id="to-claim" words="看看这份申请" onTap={() => replaceStep('claim', claim.claimId)} />
    </Empty>
  );
}
