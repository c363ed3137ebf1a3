import { View } from '@tarojs/components';
import { useState } from 'react';

import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { Notice, Trouble } from '../../components/notice';
import { useConfirm } from '../../components/use-confirm';
import { api } from '../../services/api';
import { removeOwnData, saveOwnData, shareOwnData } from '../../services/own-data';
import { replaceAll } from '../../services/road';
import { session } from '../../services/session';
import { forgetUploads, useUnsent } from '../../services/upload';
import { useAttempt } from '../../services/use-attempt';
import { countWords } from '../../text/paper';

/** Nothing personal stays on the phone. */
async function leave(): Promise<void> {
  await forgetUploads();
  removeOwnData();
  session.end();
}

function ExportData() {
  const { busy, trouble, attempt } = useAttempt();
  const [state, setState] = useState<'none' | 'saved' | 'to_be_shared'>('none');
  const save = () => void attempt(async () => setState(await saveOwnData(await api.exportAccount())));
  const share = () =>
    void attempt(async () => {
      await shareOwnData();
      setState('none');
    });
  return (
    <>
      <Trouble code={trouble} />
      {state === 'saved' && (
        <Notice tone="green">存好了，在浏览器的下载里。里面有您的隐私，别发给别人。</Notice>
      )}
      {state === 'to_be_shared' ? (
        <Button id="share-data" words="发给自己（选“文件传输助手”）" busy={busy} onTap={share} />
      ) : (
        <Button id="export-data" kind="plain" words="下载我的全部资料" busy={busy} onTap={save} />
      )}
    </>
  );
}

function SignOut() {
  const { busy, attempt } = useAttempt();
  const [ask, dialog] = useConfirm();
  const { waiting, failed } = useUnsent();
  const unsent = [...waiting, ...failed];
  const signOut = async () => {
    const kept = '手机上存的账单会清掉。下次登录还能看。';
    const words =
      unsent.length === 0 ? kept : `还有 ${countWords(unsent)}没送到，退出后会从这台手机删掉。${kept}`;
    if (!(await ask({ title: '退出登录？', words, yes: '退出', no: '不退出' }))) return;
    await attempt(async () => {
      // First what is hers here: a session that has ended answers so, and then nobody is known to own it.
      await forgetUploads();
      try {
        await api.signOut();
      } finally {
        // Without a network the token cannot be made void, but it leaves this phone all the same.
        await leave();
        replaceAll('home');
      }
    });
  };
  return (
    <>
      <Button id="sign-out" kind="plain" words="退出登录" busy={busy} onTap={() => void signOut()} />
      {dialog}
    </>
  );
}

function closedWords(kept: readonly string[]): string {
  return kept.length === 0 ? '您的资料已经删掉。' : `资料已经删掉。按规定还要留着：${kept.join('、')}。`;
}

function CloseAccount() {
  const { busy, trouble, attempt } = useAttempt();
  const [ask, dialog] = useConfirm();
  const close = async () => {
    const drafts = '没交的申请、拍了没交的照片也会删掉。交上去的申请照常办。';
    const words = `注销后，您的登录、认证和同意记录都会删掉，不能恢复。${drafts}您的医保和救助不受影响。`;
    if (!(await ask({ title: '注销账号？', words, yes: '注销', no: '不注销' }))) return;
    await attempt(async () => {
      const { kept } = await api.closeAccount();
      // Leaving takes this part of the page away, and the question with it: first the words, then the door.
      await ask({ title: '账号已注销', words: closedWords(kept), yes: '知道了' });
      await leave();
      session.disagree();
      replaceAll('welcome');
    });
  };
  return (
    <>
      <Trouble code={trouble} />
      <Button id="close-account" kind="warn" words="注销账号" busy={busy} onTap={() => void close()} />
      {dialog}
    </>
  );
}

export function DataAndAccount() {
  return (
    <Card title="资料和账号">
      <View className="actions actions_inner">
        <ExportData />
        <SignOut />
        <CloseAccount />
      </View>
    </Card>
  );
}
