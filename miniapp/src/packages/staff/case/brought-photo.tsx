/** A paper that somebody has brought, photographed by the office. Sent as soon as it is taken. */
import { View } from '@tarojs/components';
import type { ClaimReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { toFailure } from '../../../services/failure';
import { choosePhotos, takePhoto, type Chosen } from '../../../services/photo/photo';
import { sendWhole } from '../../../services/photo/whole-photo';
import { useAttempt } from '../../../services/use-attempt';
import { caseApi, type PaperOf } from '../case-api';
import { StaffTrouble } from '../staff-trouble';

type Props = {
  /** Tells one from another on the same page. */
  id: string;
  claimId: string;
  task: PaperOf;
  /** What is photographed. */
  words: string;
  onSent: (claim: ClaimReply) => void;
};

export function BroughtPhoto({ id, claimId, task, words, onSent }: Props) {
  const { busy, failure, attempt } = useAttempt();
  /** Not a part of the attempt: a browser's chooser may never answer. */
  const take = (choosing: Promise<Chosen[]>): void =>
    void choosing.then(
      ([chosen]) => {
        if (chosen === undefined) return;
        void attempt(async () => {
          onSent(await sendWhole(chosen, (sha256, bytes) => caseApi.bringPage(claimId, task, sha256, bytes)));
        });
      },
      (error: unknown) => attempt(() => Promise.reject(toFailure(error))),
    );
  return (
    <>
      <StaffTrouble failure={failure} />
      <View className="actions actions_inner">
        <Button id={`${id}-photo`} kind="plain" words={words} busy={busy} onTap={() => take(takePhoto())} />
        <Button
          id={`${id}-album`}
          kind="plain"
          words="选一张照片"
          busy={busy}
          onTap={() => take(choosePhotos(1))}
        />
      </View>
    </>
  );
}
