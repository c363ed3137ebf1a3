import { View } from '@tarojs/components';
import type { ClaimReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Trouble } from '../../../components/notice';
import { useConfirm } from '../../../components/use-confirm';
import { api } from '../../../services/api';
import { useChange } from '../../../services/use-claim';
import type { Replied } from '../../../services/use-reply';

/** Taking a claim back, after a question: it ends the claim, not the right to apply. */
export function Withdraw({ claim, replied }: { claim: ClaimReply; replied: Replied<ClaimReply> }) {
  const [ask, dialog] = useConfirm();
  const { busy, trouble, change } = useChange(replied);
  const withdraw = async () => {
    const mended = claim.state === 'correction_asked' ? '这次补拍的照片会删掉。' : '';
    const words = `撤回后，这份申请就不办了，也不会打钱。${mended}以后还可以重新申请，日子从头算。`;
    if (!(await ask({ title: '撤回申请？', words, yes: '撤回', no: '不撤回' }))) return;
    change(() => api.withdrawClaim(claim.claimId, claim.version));
  };
  return (
    <View className="actions">
      <Trouble code={trouble} />
      <Button id="withdraw" kind="plain" words="撤回申请" busy={busy} onTap={() => void withdraw()} />
      {dialog}
    </View>
  );
}
