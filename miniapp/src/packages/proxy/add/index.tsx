import { View } from '@tarojs/components';
import type { ClaimKind, ConsentWay } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Field } from '../../../components/field';
import { Choice, List, Toggle } from '../../../components/list';
import { Notice, Trouble } from '../../../components/notice';
import { Page } from '../../../components/page';
import { VillageChoice, type Village } from '../../../components/village-choice';
import { rememberClient } from '../../../services/behalf';
import { findCitizenNumberFault, normalizeCitizenNumber } from '../../../services/citizen-number';
import { replaceProxy } from '../../../services/road';
import { useAttempt } from '../../../services/use-attempt';
import { useReply } from '../../../services/use-reply';
import { citizenNumberWords } from '../../../text/binding';
import { claimKinds } from '../../../text/claim';
import { proxyApi } from '../proxy-api';
import { ways } from '../words';

interface Typed {
  name: string;
  certno: string;
  phone: string;
  way: ConsentWay;
  kinds: readonly ClaimKind[];
  /** '' where she signs herself. */
  signer: string;
  /** Where she lives, if the volunteer knows. */
  village: Village | null;
}
type Wrong = Partial<Record<'name' | 'certno' | 'phone' | 'kinds', string>>;
type Change = (change: Partial<Typed>) => void;

const isSms = (way: ConsentWay) => way === 'sms_code' || way === 'sms_reply';
const asked: readonly ClaimKind[] = ['reimbursement', 'recognition', 'retroactive', 'tilt', 'appeal'];
const wayOptions = (Object.keys(ways) as ConsentWay[]).map((value) => ({ value, name: ways[value].name }));

function check({ name, certno, phone, way, kinds }: Typed): Wrong {
  const fault = findCitizenNumberFault(normalizeCitizenNumber(certno));
  return {
    ...(name.trim().length < 2 ? { name: '请填身份证上的姓名。' } : {}),
    ...(fault === null ? {} : { certno: citizenNumberWords[fault] }),
    ...(isSms(way) && !/^1[3-9]\d{9}$/.test(phone.trim()) ? { phone: '请填本人的手机号，11 位。' } : {}),
    ...(kinds.length === 0 ? { kinds: '请至少选一样。' } : {}),
  };
}

function WhoFields({ typed, wrong, onChange }: { typed: Typed; wrong: Wrong; onChange: Change }) {
  return (
    <Card title="帮谁">
      <Field
        id="name"
        label="本人姓名"
        maxLength={50}
        placeholder="身份证上的姓名"
        hint="和身份证上写得一样。"
        value={typed.name}
        onChange={(name) => onChange({ name })}
        error={wrong.name ?? null}
      />
      <Field
        id="certno"
        label="本人身份证号"
        type="idcard"
        maxLength={20}
        placeholder="18 位号码"
        hint="18 位，最后一位可能是 X。"
        value={typed.certno}
        onChange={(certno) => onChange({ certno })}
        error={wrong.certno ?? null}
      />
    </Card>
  );
}

function WayFields({ typed, wrong, onChange }: { typed: Typed; wrong: Wrong; onChange: Change }) {
  const { way } = typed;
  return (
    <Card title="本人怎么同意">
      <Choice
        id="way"
        label="怎么同意"
        options={wayOptions}
        chosen={way}
        onChoose={(chosen) => onChange({ way: chosen })}
      />
      <View className="lead">{ways[way].words}</View>
      {isSms(way) && (
        <Field
          id="phone"
          label="本人手机号"
          type="number"
          maxLength={11}
          placeholder="11 位号码"
          hint="要是本人名下的号码，别人的不行。"
          value={typed.phone}
          onChange={(phone) => onChange({ phone })}
          error={wrong.phone ?? null}
        />
      )}
      {way === 'slip' && (
        <Field
          id="signer"
          label="监护人姓名"
          maxLength={50}
          placeholder="本人自己签，就空着"
          hint="孩子、签不了字的人，由父母或监护人签。"
          value={typed.signer}
          onChange={(signer) => onChange({ signer })}
        />
      )}
    </Card>
  );
}

function KindFields({ typed, wrong, onChange }: { typed: Typed; wrong: Wrong; onChange: Change }) {
  const toggle = (kind: ClaimKind, on: boolean) =>
    onChange({ kinds: on ? [...typed.kinds, kind] : typed.kinds.filter((other) => other !== kind) });
  return (
    <Card title="帮办哪些事">
      <List>
        {asked.map((kind) => (
          <Toggle
            key={kind}
            id={`kind-${kind}`}
            title={claimKinds[kind]}
            on={typed.kinds.includes(kind)}
            onChange={(on) => toggle(kind, on)}
          />
        ))}
      </List>
      {wrong.kinds !== undefined && <Notice tone="red">{wrong.kinds}</Notice>}
    </Card>
  );
}

/** A six-digit division, of the organisation's: `5104` is the whole city. */
const regionOf = (code: string): string => code.slice(0, 6).padEnd(6, '0');

/** Where she lives: the tasks are sorted by village. */
function VillageFields({ typed, onChange }: { typed: Typed; onChange: Change }) {
  const [choosing, setChoosing] = useState(false);
  const { reply } = useReply('volunteering', 'mine', proxyApi.getVolunteering);
  const code = reply.state === 'ready' ? reply.value.membership?.organisation.code : undefined;
  const choose = (village: Village) => {
    onChange({ village });
    setChoosing(false);
  };
  if (code === undefined) return null;
  const { village } = typed;
  return (
    <>
      <Card title="本人住在哪个村">
        <View className="card__text card__text_first">
          {village === null
            ? '选好了，替本人申请时不用再选。不选也行。'
            : `${village.township}${village.name}`}
        </View>
        {!choosing && (
          <View className="actions">
            <Button
              id="choose-village"
              kind="plain"
              words={village === null ? '选村（社区）' : '换一个'}
              onTap={() => setChoosing(true)}
            />
          </View>
        )}
      </Card>
      {choosing && <VillageChoice region={regionOf(code)} onChoose={choose} />}
    </>
  );
}

async function add(typed: Typed): Promise<void> {
  const { way, signer } = typed;
  const { client } = await proxyApi.addClient({
    name: typed.name.trim(),
    certno: normalizeCitizenNumber(typed.certno),
    phone: isSms(way) ? typed.phone.trim() : null,
    way,
    scope: { by: 'kinds', kinds: [...typed.kinds] },
    village: typed.village?.code ?? null,
    signer: way === 'slip' && signer.trim() !== '' ? { name: signer.trim(), relation: 'guardian' } : null,
  });
  rememberClient({ mandateId: client.mandateId, name: client.name }, [client.mandateId], []);
  replaceProxy('client', client.mandateId);
}

export default function AddClient() {
  const [typed, setTyped] = useState<Typed>({
    name: '',
    certno: '',
    phone: '',
    way: 'sms_code',
    kinds: ['reimbursement', 'recognition', 'appeal'],
    signer: '',
    village: null,
  });
  const [wrong, setWrong] = useState<Wrong>({});
  const { busy, trouble, attempt } = useAttempt();
  const change: Change = (part) => setTyped((before) => ({ ...before, ...part }));
  const submit = () => {
    const found = check(typed);
    setWrong(found);
    if (Object.keys(found).length === 0) void attempt(() => add(typed));
  };
  const fields = { typed, wrong, onChange: change };
  return (
    <Page title="帮一个新的人" below>
      <View className="lead">本人在旁边的时候再填。本人同意以前，什么资料也看不到。</View>
      <WhoFields {...fields} />
      <VillageFields typed={typed} onChange={change} />
      <KindFields {...fields} />
      <WayFields {...fields} />
      <Trouble code={trouble} />
      <View className="actions">
        <Button id="add" words="去问本人" busy={busy} onTap={submit} />
      </View>
    </Page>
  );
}
