import { View } from '@tarojs/components';
import type { ConsentText, SessionReply } from '@yijiutong/rules/contract';
import { useCallback, useState } from 'react';

import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { ConsentSheet } from '../../components/consent';
import { Cell, List } from '../../components/list';
import { Loaded } from '../../components/loaded';
import { Trouble } from '../../components/notice';
import { useConfirm } from '../../components/use-confirm';
import { api } from '../../services/api';
import { replaceAll } from '../../services/road';
import { session } from '../../services/session';
import { forgetUploads } from '../../services/upload';
import { useAttempt } from '../../services/use-attempt';
import { useReply } from '../../services/use-reply';
import { formatMoment } from '../../text/date';
import { consentReasons, withdrawalResults } from '../../text/states';

type Given = SessionReply['consents'][number];

function standingOf(given: Given | undefined): string {
  if (given === undefined) return '没有同意';
  return given.outdated
    ? '说明有新内容，请再看'
    : `已同意，${formatMoment(given.grantedAt, new Date().toISOString())}`;
}

type SheetProps = {
  text: ConsentText;
  given: Given | undefined;
  again: () => Promise<void>;
  onClose: () => void;
};

/** One consent: its words, and the way to give it or take it back. Taking back is as easy as giving. */
function OneConsent({ text, given, again, onClose }: SheetProps) {
  const { busy, trouble, attempt } = useAttempt();
  const [ask, dialog] = useConfirm();
  const grant = () =>
    void attempt(async () => {
      await api.grantConsent(text.kind, text.version);
      if (text.kind === 'privacy_policy') session.agree(text.version);
      await again();
      onClose();
    });
  const withdraw = async () => {
    const words = withdrawalResults[text.kind];
    if (!(await ask({ title: '撤回同意？', words, yes: '撤回', no: '不撤回' }))) return;
    await attempt(async () => {
      await api.withdrawConsent(text.kind);
      // Photos that have not left the phone were taken on these words.
      if (text.kind === 'claim_papers' || text.kind === 'privacy_policy') await forgetUploads();
      if (text.kind === 'privacy_policy') {
        session.end();
        session.disagree();
        replaceAll('welcome');
        return;
      }
      await again();
      onClose();
    });
  };
  const stands = given !== undefined && !given.outdated;
  return (
    <ConsentSheet text={text} onClose={onClose}>
      <Trouble code={trouble} />
      <View className="actions">
        {!stands && <Button id="grant-consent" words="同意" busy={busy} onTap={grant} />}
        {given !== undefined && (
          <Button
            id="withdraw-consent"
            kind="plain"
            words="撤回同意"
            busy={busy}
            onTap={() => void withdraw()}
          />
        )}
      </View>
      {dialog}
    </ConsentSheet>
  );
}

const askTexts = async () => (await api.listConsentTexts()).texts;

export function Consents({ given, again }: { given: readonly Given[]; again: () => Promise<void> }) {
  const replied = useReply('consents', 'all', askTexts);
  const [shown, setShown] = useState<ConsentText | null>(null);
  const close = useCallback(() => setShown(null), []);
  const find = (text: ConsentText) => given.find(({ kind }) => kind === text.kind);
  return (
    <Card title="我同意过的">
      <Loaded from={replied}>
        {(texts) => (
          <List>
            {texts.map((text) => (
              <Cell
                key={text.kind}
                id={`consent-${text.kind}`}
                title={text.title}
                note={`${standingOf(find(text))}。${consentReasons[text.kind]}`}
                onTap={() => setShown(text)}
              />
            ))}
          </List>
        )}
      </Loaded>
      {shown !== null && <OneConsent text={shown} given={find(shown)} again={again} onClose={close} />}
    </Card>
  );
}
