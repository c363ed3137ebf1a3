import { View } from '@tarojs/components';
import type { ClientReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Trouble } from '../../../components/notice';
import { toFailure } from '../../../services/failure';
import { choosePhotos, takePhoto, type Chosen } from '../../../services/photo/photo';
import { sendWhole } from '../../../services/photo/whole-photo';
import { useAttempt } from '../../../services/use-attempt';
import { proxyApi } from '../proxy-api';

const send = (mandateId: string, chosen: Chosen): Promise<ClientReply> =>
  sendWhole(chosen, (sha256, bytes) => proxyApi.sendSlip(mandateId, sha256, bytes));

export function Slip({ mandateId, onSent }: { mandateId: string; onSent: (reply: ClientReply) => void }) {
  const { busy, trouble, attempt } = useAttempt();
  /** Not a part of the attempt: a browser's chooser may never answer. */
  const take = (choosing: Promise<Chosen[]>): void =>
    void choosing.then(
      ([chosen]) => {
        if (chosen !== undefined) void attempt(async () => onSent(await send(mandateId, chosen)));
      },
      (error: unknown) => attempt(() => Promise.reject(toFailure(error))),
    );
  return (
    <>
      <View className="lead">
        把下面的话抄在纸上，写清本人姓名、组织的名字、帮办什么事、日期，本人签字、按手印，再拍下来。
      </View>
      <Trouble code={trouble} />
      <View className="actions">
        <Button id="slip-photo" words="拍委托书" busy={busy} onTap={() => take(takePhoto())} />
        <Button
          id="slip-album"
          kind="plain"
          words="从相册选"
          busy={busy}
          onTap={() => take(choosePhotos(1))}
        />
      </View>
    </>
  );
}
