/** What every act on a case has in common: its form, a question before it is sent, and what to do when it was not taken. */
import { View } from '@tarojs/components';
import type { ClaimAct, DeskClaimReply } from '@yijiutong/rules/contract';
import { createContext, useContext, useState, type PropsWithChildren } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Notice } from '../../../components/notice';
import { useConfirm } from '../../../components/use-confirm';
import { toFailure } from '../../../services/failure';
import { useAttempt } from '../../../services/use-attempt';
import { actNames } from '../case-words';
import { ActTrouble } from './act-trouble';

/** What a form is given: the case as it is on screen, and the ways out. */
export type FormProps = {
  desk: DeskClaimReply;
  /** Asks for the case again; what was typed stays. */
  again: () => Promise<void>;
  /** It was taken: the form goes, and the page says so. */
  done: (told: string) => void;
  close: () => void;
};

/** What was typed into the forms of a page: kept while the page is open, whatever comes between. */
export type Drafts = {
  find: (key: string) => unknown;
  put: (key: string, value: unknown) => void;
  /** It was taken: the next one begins empty. */
  drop: (key: string) => void;
};

const DraftsContext = createContext<Drafts | null>(null);
export const DraftsProvider = DraftsContext.Provider;

export function useDrafts(): Drafts {
  const [drafts, setDrafts] = useState<Readonly<Record<string, unknown>>>({});
  return {
    find: (key) => drafts[key],
    put: (key, value) => setDrafts((before) => ({ ...before, [key]: value })),
    drop: (key) => setDrafts((before) => ({ ...before, [key]: undefined })),
  };
}

function useOwnDrafts(): Drafts {
  const drafts = useContext(DraftsContext);
  if (drafts === null) throw new Error('a form stands outside its page');
  return drafts;
}

/** The draft of the form of an act, and how a part of it is changed. */
export function useDraft<T extends object>(act: ClaimAct, empty: T): [T, (change: Partial<T>) => void] {
  const drafts = useOwnDrafts();
  const draft = (drafts.find(act) as T | undefined) ?? empty;
  return [draft, (change) => drafts.put(act, { ...draft, ...change })];
}

/** Refusals that mean: the case is not what this page shows. */
const OUTDATED: ReadonlySet<string> = new Set([
  'claim_changed',
  'act_not_possible',
  'claim_not_open',
  'correction_not_possible',
  'open_first',
  'same_hands',
  'claim_taken',
  'amount_not_settled',
  'duplicate_open',
  'payment_not_possible',
  'not_found',
]);

/** Ready to be sent: what she is asked once more, and how it goes. */
export type Ready = { question: string; send: () => Promise<unknown> };

type Props = PropsWithChildren<{
  form: FormProps;
  act: ClaimAct;
  /** Null: something is missing, and the form has said what. */
  prepare: () => Ready | null;
  /** What the page says once it was taken. */
  told: string;
  /** Where the act has another name here. */
  name?: string;
}>;

/** The form of one act. */
export function ActForm({ form, act, prepare, told, name = actNames[act] ?? '', children }: Props) {
  const { desk, again, done, close } = form;
  const drafts = useOwnDrafts();
  const { busy, failure, attempt } = useAttempt();
  const [ask, dialog] = useConfirm();
  const [isLacking, setLacking] = useState(false);
  const isPossible = desk.acts.some((one) => one.act === act);
  const press = async () => {
    const ready = prepare();
    setLacking(ready === null);
    if (ready === null) return;
    // WeChat's dialog has room for four characters on a button, and several acts are called by more.
    if (!(await ask({ title: `${name}？`, words: ready.question, yes: '确定', no: '再看看' }))) return;
    const taken = await attempt(() =>
      ready.send().then(
        () => undefined,
        async (error: unknown) => {
          if (OUTDATED.has(toFailure(error).code)) await again();
          throw error;
        },
      ),
    );
    if (!taken) return;
    drafts.drop(act);
    done(told);
  };
  return (
    <Card title={name}>
      {children}
      {isLacking && <Notice tone="red">还有没填好的，请看标红的地方。</Notice>}
      <ActTrouble failure={failure} desk={desk} />
      {!isPossible && (
        <Notice tone="warm">现在不能办这一步了：这件已经到了别的步骤。您填的还在，可以抄下来。</Notice>
      )}
      <View className="actions actions_inner">
        <Button id="act-send" words={name} busy={busy} disabled={!isPossible} onTap={() => void press()} />
        <Button id="act-close" kind="plain" words="先不办" disabled={busy} onTap={close} />
      </View>
      {dialog}
    </Card>
  );
}
