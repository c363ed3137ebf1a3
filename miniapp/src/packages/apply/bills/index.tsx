import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { ClaimReply, ClaimsReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { ClaimLoaded } from '../../../components/claim-loaded';
import { Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { Page } from '../../../components/page';
import { api } from '../../../services/api';
import { findClient } from '../../../services/behalf';
import { leaveStep } from '../../../services/road';
import { useChange, useClaim } from '../../../services/use-claim';
import { useReply, type Replied } from '../../../services/use-reply';
import { MOST_BILLS } from '../../../text/claim';
import { DraftOnly } from '../draft-only';
import { NotSaved } from '../not-saved';
import { AddBill } from './add-bill';
import { BillChoice } from './bill-choice';
import {
  findRowsFault,
  listRows,
  toInputs,
  type Edits,
  type RowsFault,
  type TypedBill,
} from './choose-bills';

const faultWords: Record<RowsFault, string> = {
  none: '请至少选一张账单，在前面打上勾。',
  too_many: `一份申请最多 ${MOST_BILLS} 张账单。先去掉几张，下次再申请。`,
  injury: '选了的账单，每一张都要回答：是不是受伤看的病。',
};

type Props = {
  claim: ClaimReply;
  claimable: ClaimsReply['claimable'];
  replied: Replied<ClaimReply>;
};

function BillsForm({ claim, claimable, replied }: Props) {
  const { claimId, version } = claim;
  const [edits, setEdits] = useState<Edits>({});
  const [typed, setTyped] = useState<readonly TypedBill[]>([]);
  const [adding, setAdding] = useState(false);
  const [fault, setFault] = useState<RowsFault | null>(null);
  const { busy, trouble, change } = useChange(replied);
  const rows = listRows(claim, claimable, typed, edits);
  const isAdding = adding || rows.length === 0;
  const edit = (key: string, edited: Edits[string]) => {
    setEdits({ ...edits, [key]: { ...edits[key], ...edited } });
    setFault(null);
  };
  const save = () => {
    const found = findRowsFault(rows);
    setFault(found);
    if (found !== null) return;
    change(
      () => api.setClaimBills(claimId, { version, bills: toInputs(rows) }),
      () => leaveStep(claimId),
    );
  };
  return (
    <>
      <View className="lead">要申请的打上勾。受伤看的病，要多交一份说明，所以先问一句。</View>
      {rows.map((row) => (
        <BillChoice key={row.key} row={row} onEdit={(edited) => edit(row.key, edited)} />
      ))}
      <AddBill
        open={isAdding}
        onOpen={rows.length === 0 ? null : setAdding}
        onAdd={(bill) => setTyped([...typed, { ...bill, before: claim.bills.map(({ ref }) => ref) }])}
      />
      {fault !== null && <Notice tone="red">{faultWords[fault]}</Notice>}
      <NotSaved trouble={trouble} />
      {!isAdding && (
        <View className="actions">
          <Button id="save" words="存好" busy={busy} onTap={save} />
        </View>
      )}
    </>
  );
}

/** What can be claimed is hers whose claim it is. `claim`: that of somebody else, or `mine`. */
function listClaimsOf(claim: string): ReturnType<typeof api.listClaims> {
  const client = findClient([claim]);
  return client === null ? api.listClaims() : api.listClaimsFor(client);
}

export default function Bills() {
  const { id = '' } = useRouter().params;
  const replied = useClaim(id);
  const claims = useReply('claims', findClient([id]) === null ? 'mine' : id, listClaimsOf);
  return (
    <Page title="要申请的账单" below>
      <ClaimLoaded from={replied}>
        {(claim) => (
          <DraftOnly claim={claim}>
            <Loaded from={claims}>
              {({ claimable }) => <BillsForm claim={claim} claimable={claimable} replied={replied} />}
            </Loaded>
          </DraftOnly>
        )}
      </ClaimLoaded>
    </Page>
  );
}
