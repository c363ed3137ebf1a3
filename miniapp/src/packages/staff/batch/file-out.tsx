/** The file for the bank: the same each time, and who takes it is written down. */
import { View } from '@tarojs/components';
import type { PaymentBatch } from '@yijiutong/rules/contract';
import { useEffect, useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Notice } from '../../../components/notice';
import { speak } from '../../../components/speak';
import { useAttempt } from '../../../services/use-attempt';
import { bankFileWords, dropBankFile, handBankFile, saveBankFile } from '../bank-file';
import { moneyApi } from '../money-api';
import { StaffTrouble } from '../staff-trouble';

/** As the server calls it. */
const nameOf = ({ batchId, madeOn }: PaymentBatch): string => `payments-${madeOn}-${batchId}.csv`;

export function FileOut({ batch }: { batch: PaymentBatch }) {
  const name = nameOf(batch);
  const [stage, setStage] = useState<'none' | 'to_be_handed' | 'saved'>('none');
  const { busy, failure, attempt } = useAttempt();
  // What was not handed over does not stay behind.
  useEffect(() => () => dropBankFile(name), [name]);
  const fetch = () =>
    void attempt(async () => setStage(await saveBankFile(name, await moneyApi.fetchBankFile(batch))));
  const hand = () =>
    void attempt(async () => {
      if (await handBankFile(name)) setStage('saved');
    });
  return (
    <Card title="交给银行">
      <View className="card__text card__text_first">
        文件里有收款人的姓名和整个卡号，只交给银行。每取一次都有记录；取几次都是同一份，银行收到两份也只付一次。
      </View>
      <StaffTrouble failure={failure} />
      {stage === 'to_be_handed' ? (
        <Button id="hand-file" words="存到电脑，或者发给自己" busy={busy} onTap={hand} />
      ) : (
        <Button
          id="save-file"
          kind={batch.open.count > 0 ? 'primary' : 'plain'}
          words={bankFileWords.save}
          busy={busy}
          onTap={fetch}
        />
      )}
      <View {...speak({ live: 'polite' })}>
        {stage === 'saved' && <Notice tone="green">{bankFileWords.saved}</Notice>}
      </View>
    </Card>
  );
}
