import { View } from '@tarojs/components';
import type { ConsentKind, ConsentText } from '@yijiutong/rules/contract';
import { useCallback, useState } from 'react';

import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { ConsentSheet, ConsentTick } from '../../components/consent';
import { Field } from '../../components/field';
import { Notice, Trouble } from '../../components/notice';
import { api } from '../../services/api';
import { findCitizenNumberFault, normalizeCitizenNumber } from '../../services/citizen-number';
import { findFaceVerifyResult } from '../../services/face-check';
import { goToTab, replaceAll } from '../../services/road';
import { session } from '../../services/session';
import { useAttempt } from '../../services/use-attempt';
import { citizenNumberWords } from '../../text/binding';

type Person = { name: string; certno: string };
type Wrong = { name?: string; certno?: string; consent?: string };
type Agreed = ReadonlySet<ConsentKind>;

function checkForm({ name, certno }: Person, agreed: Agreed): Wrong {
  const fault = findCitizenNumberFault(normalizeCitizenNumber(certno));
  return {
    ...(name.trim().length < 2 ? { name: '请填身份证上的姓名。' } : {}),
    ...(fault === null ? {} : { certno: citizenNumberWords[fault] }),
    ...(agreed.has('identity_verification') ? {} : { consent: '要您同意“核对身份”，我们才能认证。' }),
  };
}

/** Each consent is a record of its own, with the version that was on screen; then the person is checked. */
async function bind({ name, certno }: Person, given: readonly ConsentText[]): Promise<void> {
  for (const { kind, version } of given) await api.grantConsent(kind, version);
  const person = { name: name.trim(), certno: normalizeCitizenNumber(certno) };
  const faceVerifyResult = await findFaceVerifyResult(person.name, person.certno);
  await api.bindPerson(faceVerifyResult === undefined ? person : { ...person, faceVerifyResult });
  session.markBound(true);
  replaceAll('home');
}

type PersonProps = { person: Person; wrong: Wrong; onChange: (person: Person) => void; onLeave: () => void };

function PersonFields({ person, wrong, onChange, onLeave }: PersonProps) {
  return (
    <Card>
      <Field
        id="name"
        label="姓名"
        maxLength={50}
        placeholder="身份证上的姓名"
        hint="和身份证上写得一样。"
        autoComplete="name"
        value={person.name}
        onChange={(name) => onChange({ ...person, name })}
        error={wrong.name ?? null}
      />
      <Field
        id="certno"
        label="身份证号"
        type="idcard"
        maxLength={20}
        placeholder="18 位号码"
        hint="18 位，最后一位可能是 X。"
        value={person.certno}
        onChange={(certno) => onChange({ ...person, certno })}
        onLeave={onLeave}
        error={wrong.certno ?? null}
      />
    </Card>
  );
}

type ConsentProps = {
  texts: readonly ConsentText[];
  agreed: Agreed;
  wrong: Wrong;
  onChange: (agreed: Agreed) => void;
};

function ConsentFields({ texts, agreed, wrong, onChange }: ConsentProps) {
  const [read, setRead] = useState<ConsentText | null>(null);
  const close = useCallback(() => setRead(null), []);
  const tick = (kind: ConsentKind, on: boolean) =>
    onChange(new Set(on ? [...agreed, kind] : [...agreed].filter((other) => other !== kind)));
  return (
    <Card title="请一条一条看，再同意">
      {texts.map((text) => (
        <ConsentTick
          key={text.kind}
          text={text}
          on={agreed.has(text.kind)}
          onChange={(on) => tick(text.kind, on)}
          onRead={() => setRead(text)}
        />
      ))}
      {wrong.consent !== undefined && !agreed.has('identity_verification') && (
        <Notice tone="red">{wrong.consent}</Notice>
      )}
      {read !== null && <ConsentSheet text={read} onClose={close} />}
    </Card>
  );
}

/** Who the person is, and what she agrees to, each on its own. */
export function BindingForm({ texts }: { texts: readonly ConsentText[] }) {
  const [person, setPerson] = useState<Person>({ name: '', certno: '' });
  const [agreed, setAgreed] = useState<Agreed>(new Set());
  const [wrong, setWrong] = useState<Wrong>({});
  const { busy, trouble, attempt } = useAttempt();

  const leaveCertno = () => {
    const { certno } = person.certno === '' ? {} : checkForm(person, agreed);
    setWrong(certno === undefined ? {} : { certno });
  };
  const submit = () => {
    const found = checkForm(person, agreed);
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    const given = texts.filter(({ kind }) => agreed.has(kind));
    void attempt(() => bind(person, given));
  };
  return (
    <>
      <PersonFields person={person} wrong={wrong} onChange={setPerson} onLeave={leaveCertno} />
      <ConsentFields texts={texts} agreed={agreed} wrong={wrong} onChange={setAgreed} />
      <Trouble code={trouble} />
      <View className="actions">
        <Button id="bind" words="开始认证" busy={busy} onTap={submit} />
        <Button id="later" kind="plain" words="以后再说" onTap={() => goToTab('home')} />
      </View>
    </>
  );
}
