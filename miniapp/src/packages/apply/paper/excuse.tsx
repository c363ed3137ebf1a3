import { View } from '@tarojs/components';
import type { ClaimReply, ClaimTask, ExcuseReason } from '@yijiutong/rules/contract';
import { useCallback, useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Field } from '../../../components/field';
import { Trouble } from '../../../components/notice';
import { Sheet } from '../../../components/sheet';
import { speak } from '../../../components/speak';
import { Tap } from '../../../components/tap';
import { api } from '../../../services/api';
import { useChange } from '../../../services/use-claim';
import type { Replied } from '../../../services/use-reply';
import { excuseReasons } from '../../../text/claim';

type Props = { claim: ClaimReply; task: ClaimTask; replied: Replied<ClaimReply> };

const reasons = Object.keys(excuseReasons) as ExcuseReason[];

type ReasonsProps = { chosen: ExcuseReason | null; onChoose: (reason: ExcuseReason) => void };

function Reasons({ chosen, onChoose }: ReasonsProps) {
  return (
    <View {...speak({ role: 'radiogroup', label: '拿不到的原因' })}>
      {reasons.map((reason) => (
        <Tap
          key={reason}
          id={`excuse-${reason}`}
          className="reason-row"
          role="radio"
          checked={reason === chosen}
          onTap={() => onChoose(reason)}
        >
          <View className={`reason-row__dot${reason === chosen ? ' reason-row__dot_on' : ''}`} />
          <View>{excuseReasons[reason]}</View>
        </Tap>
      ))}
    </View>
  );
}

function ExcuseSheet({ claim, task, replied, onClose }: Props & { onClose: () => void }) {
  const [reason, setReason] = useState<ExcuseReason | null>(null);
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState<string | null>(null);
  const { busy, trouble, change } = useChange(replied);
  const said = words.trim();
  const send = () => {
    const lacks =
      reason === null ? '请先选一个原因。' : reason === 'other' && said === '' ? '请用几个字说明。' : null;
    setMissing(lacks);
    if (lacks !== null || reason === null) return;
    const { paper, bill } = task;
    const body = { version: claim.version, paper, bill, reason, words: reason === 'other' ? said : null };
    change(() => api.setExcuse(claim.claimId, body), onClose);
  };
  return (
    <Sheet title="我拿不到，因为" onClose={onClose}>
      <Reasons chosen={reason} onChoose={setReason} />
      {reason === 'other' && (
        <Field
          id="excuse-words"
          label="是什么原因"
          value={words}
          onChange={setWords}
          maxLength={100}
          placeholder="几个字就行"
          hint="医保局会看到"
          error={missing}
        />
      )}
      {missing !== null && reason !== 'other' && (
        <View className="notice notice_red" {...speak({ role: 'alert' })}>
          {missing}
        </View>
      )}
      <Trouble code={trouble} />
      <View className="actions">
        <Button id="excuse" words="就这样交" busy={busy} onTap={send} />
      </View>
    </Sheet>
  );
}

/** What she answered, and the way back. */
function Excused({ claim, task, replied, reason }: Props & { reason: string }) {
  const { busy, trouble, change } = useChange(replied);
  const takeBack = () => {
    const { paper, bill } = task;
    change(() =>
      api.setExcuse(claim.claimId, { version: claim.version, paper, bill, reason: null, words: null }),
    );
  };
  return (
    <Card title="您说拿不到这份材料">
      <View className="card__text card__text_first">原因：{reason}。医保局会按您说的，帮您想办法核对。</View>
      <Trouble code={trouble} />
      <Button id="take-excuse-back" kind="plain" words="又能拿到了" busy={busy} onTap={takeBack} />
    </Card>
  );
}

/** 我拿不到，因为…: an answer, not a dead end. */
export function Excuse({ claim, task, replied }: Props) {
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  if (task.excuse !== null) {
    const { reason, words } = task.excuse;
    return <Excused claim={claim} task={task} replied={replied} reason={words ?? excuseReasons[reason]} />;
  }
  if (!task.mayExcuse) return null;
  return (
    <View className="actions">
      <Button id="cannot-get" kind="plain" words="我拿不到这份材料" onTap={() => setOpen(true)} />
      {open && <ExcuseSheet claim={claim} task={task} replied={replied} onClose={close} />}
    </View>
  );
}
