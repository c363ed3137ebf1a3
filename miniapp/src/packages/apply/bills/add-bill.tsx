import { View } from '@tarojs/components';
import type { BillKind } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Field } from '../../../components/field';
import { Choice } from '../../../components/list';
import { Notice } from '../../../components/notice';
import { findDay, formatFullDay, today } from '../../../text/date';
import { findMoney, formatYuan } from '../../../text/money';
import { billKinds } from '../../../text/states';
import type { PaperBill } from './choose-bills';

type Typed = { institution: string; on: string; total: string; kind: BillKind | null };
type Wrong = { institution?: string; on?: string; total?: string; kind?: string };

const kinds = Object.entries(billKinds).map(([value, name]) => ({ value: value as BillKind, name }));
const nothing: Typed = { institution: '', on: '', total: '', kind: null };

function dayFault(day: string | null): string | null {
  if (day === null) return '请填 8 位数字，年、月、日，比如 20260305。';
  return day > today() ? '这一天还没到，请看看账单上的日子。' : null;
}

function checkBill({ institution, on, total, kind }: Typed): Wrong {
  const day = dayFault(findDay(on));
  return {
    ...(institution.trim().length < 2 ? { institution: '请填医院的名字，账单最上面写着。' } : {}),
    ...(day === null ? {} : { on: day }),
    ...(findMoney(total) === null ? { total: '请填账单上的总金额，比如 1240.50。' } : {}),
    ...(kind === null ? { kind: '请选一样：是住院，还是门诊。' } : {}),
  };
}

function toBill(typed: Typed): PaperBill | null {
  const [on, total] = [findDay(typed.on), findMoney(typed.total)];
  if (on === null || total === null || typed.kind === null) return null;
  return { institution: typed.institution.trim(), on, kind: typed.kind, total };
}

/** What was understood of the digits, so that a slip is seen at once. */
function dayHint(on: string): string {
  const day = findDay(on);
  return day === null ? '出院或者结账那天，8 位数字。' : `您填的是 ${formatFullDay(day)}`;
}

function totalHint(total: string): string {
  const money = findMoney(total);
  return money === null ? '账单上“合计”那个数。' : `您填的是 ${formatYuan(money)}`;
}

type FormProps = { typed: Typed; wrong: Wrong; onChange: (typed: Typed) => void };

function Fields({ typed, wrong, onChange }: FormProps) {
  return (
    <>
      <Field
        id="institution"
        label="哪家医院"
        maxLength={60}
        placeholder="医院或药店的名字"
        hint="照着账单写。"
        value={typed.institution}
        onChange={(institution) => onChange({ ...typed, institution })}
        error={wrong.institution ?? null}
      />
      <Field
        id="on"
        label="哪一天"
        type="number"
        maxLength={10}
        placeholder="比如 20260305"
        hint={dayHint(typed.on)}
        value={typed.on}
        onChange={(on) => onChange({ ...typed, on })}
        error={wrong.on ?? null}
      />
      <Field
        id="total"
        label="一共多少钱（元）"
        type="digit"
        maxLength={12}
        placeholder="比如 1240.50"
        hint={totalHint(typed.total)}
        value={typed.total}
        onChange={(total) => onChange({ ...typed, total })}
        error={wrong.total ?? null}
      />
      <View className="field__label">是住院，还是门诊</View>
      <Choice
        id="kind"
        label="是住院，还是门诊"
        options={kinds}
        chosen={typed.kind}
        onChoose={(kind) => onChange({ ...typed, kind })}
      />
      {wrong.kind !== undefined && <Notice tone="red">{wrong.kind}</Notice>}
    </>
  );
}

type Props = {
  /** While it is open, it is the one thing to do on the page. */
  open: boolean;
  /** Null where there is no other bill to go back to. */
  onOpen: ((open: boolean) => void) | null;
  onAdd: (bill: PaperBill) => void;
};

/** A bill that the platform does not hold: her own word, until the papers are read. */
export function AddBill({ open, onOpen, onAdd }: Props) {
  const [typed, setTyped] = useState<Typed>(nothing);
  const [wrong, setWrong] = useState<Wrong>({});
  const close = () => {
    onOpen?.(false);
    setTyped(nothing);
    setWrong({});
  };
  const add = () => {
    const found = checkBill(typed);
    setWrong(found);
    const bill = Object.keys(found).length > 0 ? null : toBill(typed);
    if (bill === null) return;
    onAdd(bill);
    close();
  };
  const change = (changed: Typed) => {
    setTyped(changed);
    setWrong({});
  };
  if (!open) {
    return (
      <View className="actions">
        <Button id="add-bill" kind="plain" words="加一张这里没有的账单" onTap={() => onOpen?.(true)} />
      </View>
    );
  }
  return (
    <Card title="加一张这里没有的账单">
      <Fields typed={typed} wrong={wrong} onChange={change} />
      <View className="actions actions_inner">
        <Button id="add" words="加上这张" onTap={add} />
        {onOpen !== null && <Button id="cancel-add" kind="plain" words="不加了" onTap={close} />}
      </View>
    </Card>
  );
}
