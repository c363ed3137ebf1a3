import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { ClaimReply, ClaimTask } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { ClaimLoaded } from '../../../components/claim-loaded';
import { Notice, Trouble } from '../../../components/notice';
import { Page } from '../../../components/page';
import { Tap } from '../../../components/tap';
import { api } from '../../../services/api';
import { findClient } from '../../../services/behalf';
import { goToClaim, openPaper, openStep, replaceStep } from '../../../services/road';
import type { Upload } from '../../../services/upload';
import { useChange } from '../../../services/use-claim';
import type { Replied } from '../../../services/use-reply';
import { billName, injuryWords } from '../../../text/claim';
import { today } from '../../../text/date';
import { formatYuan } from '../../../text/money';
import { payeeName } from '../../../text/payee';
import { billKinds } from '../../../text/states';
import { AppealWords } from '../claim/outcome';
import { homeName, relationNames } from '../course-words';
import { DraftOnly } from '../draft-only';
import { Estimate } from '../estimate';
import { countOpen, findBillOf, findNextOpen, isReady, taskStanding } from '../next-open';
import { openOwn } from '../own-road';
import { useClaimWithUploads } from '../use-claim-with-uploads';

type Props = { claim: ClaimReply; uploads: readonly Upload[] };

function Change({ id, what, onTap }: { id: string; what: string; onTap: () => void }) {
  return (
    <Tap id={id} className="change" label={`改${what}`} onTap={onTap}>
      改
    </Tap>
  );
}

function Bills({ claim: { claimId, bills, kind } }: Props) {
  const change = kind !== 'appeal' && (
    <Change id="change-bills" what="账单" onTap={() => openStep('bills', claimId)} />
  );
  if (bills.length === 0 && (kind === 'recognition' || kind === 'appeal')) return null;
  return (
    <Card title="账单" aside={change}>
      {bills.length === 0 && <View className="standing standing_warm">还没有选</View>}
      {bills.map((bill) => (
        <View key={bill.ref} className="checked">
          <View>{billName(bill, today())}</View>
          <View className="checked__note">
            {billKinds[bill.kind]}，一共 {formatYuan(bill.total)}
          </View>
          <View className="checked__note">{injuryWords(bill.injury)}</View>
        </View>
      ))}
    </Card>
  );
}

function Paper({ claim, uploads, task }: Props & { task: ClaimTask }) {
  const { words, tone } = taskStanding(task, uploads);
  const bill = findBillOf(claim, task);
  const of = bill && billName(bill, today());
  return (
    <View className="checked checked_row">
      <View className="checked__bd">
        <View>{task.title}</View>
        {of !== undefined && <View className="checked__note">{of}</View>}
        <View className={`standing standing_${tone}`}>{words}</View>
      </View>
      <Change
        id={`change-${task.paper}-${task.bill ?? 'own'}`}
        what={of === undefined ? task.title : `${task.title}，${of}`}
        onTap={() => openPaper(claim.claimId, task.paper, task.bill)}
      />
    </View>
  );
}

/** What is held already needs no look; each of the others can be mended from here. */
function Papers(props: Props) {
  const { tasks } = props.claim;
  const given = tasks.filter(({ state }) => state !== 'held');
  const held = tasks.length - given.length;
  return (
    <Card title="材料">
      {given.map((task) => (
        <Paper key={`${task.paper}${task.bill}`} {...props} task={task} />
      ))}
      {held > 0 && <View className="card__text">另外 {held} 样已经有了，不用交。</View>}
    </Card>
  );
}

function Account({ claim: { claimId, payee } }: Props) {
  const change = <Change id="change-payee" what="银行卡" onTap={() => openStep('payee', claimId)} />;
  return (
    <Card title="收钱的银行卡" aside={change}>
      {payee === null ? (
        <View className="standing standing_warm">还没有填</View>
      ) : (
        <>
          <View>{payeeName(payee)}</View>
          <View className="checked__note">户名 {payee.holder}</View>
        </>
      )}
    </Card>
  );
}

function Family({ claim: { claimId, home, household, kind } }: Props) {
  const change = <Change id="change-home" what="住在哪个村" onTap={() => openOwn('home', claimId)} />;
  const { alone, members } = household;
  return (
    <>
      <Card title="住在哪里" aside={change}>
        {home === null ? (
          <View className="standing standing_warm">没有选，乡镇会打电话问</View>
        ) : (
          <View>{homeName(home)}</View>
        )}
      </Card>
      {kind === 'recognition' && (
        <Card
          title="家里有谁"
          aside={<Change id="change-household" what="家里有谁" onTap={() => openOwn('household', claimId)} />}
        >
          {alone === null && <View className="standing standing_warm">还没有填</View>}
          {alone === true && <View>一个人住</View>}
          {members.map(({ memberId, name, certno, relation }) => (
            <View key={memberId} className="checked">
              <View>
                {relationNames[relation]}：{name}
              </View>
              <View className="checked__note">身份证 {certno}</View>
            </View>
          ))}
        </Card>
      )}
    </>
  );
}

function Submit({ claim, uploads, replied }: Props & { replied: Replied<ClaimReply> }) {
  const { claimId, version } = claim;
  const { busy, trouble, change } = useChange(replied);
  const next = findNextOpen(claim, uploads);
  const send = () =>
    change(
      () => api.submitClaim(claimId, version),
      // All claims of a volunteer are her own: to somebody else's no way leads over them.
      () => (findClient([claimId]) === null ? goToClaim(claimId) : replaceStep('claim', claimId)),
    );
  if (next.what === 'sending') {
    return <Notice tone="warm">照片正在送。开着这一页，连上网，送完就能交。</Notice>;
  }
  if (!isReady(next)) {
    return (
      <>
        <Notice tone="warm">还差 {countOpen(claim, uploads)} 样，补齐了才能交。</Notice>
        <Trouble code={trouble} />
        <View className="actions">
          <Button id="to-tasks" words="去补齐" onTap={() => replaceStep('tasks', claimId)} />
        </View>
      </>
    );
  }
  return (
    <>
      <View className="declare">
        点“提交”就是说：上面写的、交的都是真的。交上去以后，要等医保局请您补，才能再改。
      </View>
      <Trouble code={trouble} />
      {trouble !== null && <Notice tone="warm">多点几次，也只会交一份，不用担心。</Notice>}
      <View className="actions">
        <Button id="submit" words="提交" busy={busy} onTap={send} />
      </View>
    </>
  );
}

export default function Check() {
  const { id = '' } = useRouter().params;
  const { replied, uploads } = useClaimWithUploads(id);
  return (
    <Page title="核对并提交" below>
      <ClaimLoaded from={replied}>
        {(claim) => (
          <DraftOnly claim={claim}>
            <View className="lead">看一遍。有不对的，点旁边的“改”。</View>
            <AppealWords claim={claim} />
            <Bills claim={claim} uploads={uploads} />
            <Papers claim={claim} uploads={uploads} />
            <Family claim={claim} uploads={uploads} />
            <Account claim={claim} uploads={uploads} />
            {claim.bills.length > 0 && <Estimate estimate={claim.estimate} />}
            <Submit claim={claim} uploads={uploads} replied={replied} />
          </DraftOnly>
        )}
      </ClaimLoaded>
    </Page>
  );
}
