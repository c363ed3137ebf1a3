/** What the queue can be narrowed to. On a phone folded away: most days nobody narrows it. */
import { View } from '@tarojs/components';
import type { ClaimKind, StaffSessionReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { Choice } from '../../../components/list';
import { Tap } from '../../../components/tap';
import { useScreenReply } from '../../../services/use-reply';
import { caseApi } from '../case-api';
import { kindNames, stateNames } from '../case-words';
import type { QueueFilters } from '../queue-api';
import { statesFor, type QueueState } from '../waiting-states';
import { ANY, withOne } from './narrow';
import { Where } from './where';

type Props = { who: StaffSessionReply; filters: QueueFilters; onNarrow: (filters: QueueFilters) => void };
type PartProps = Omit<Props, 'who'>;

const FEWEST_DIGITS = 4;
const MOST_DIGITS = 17;

const named = <T extends string>(values: readonly T[], nameOf: (value: T) => string) => [
  { value: ANY as T | typeof ANY, name: '全部' },
  ...values.map((value) => ({ value, name: nameOf(value) })),
];

const shortKinds: Record<ClaimKind, string> = { ...kindNames, recognition: '依申请救助' };
const kinds = named(Object.keys(kindNames) as ClaimKind[], (kind) => shortKinds[kind]);
const dues = named(['overdue', 'soon'] as const, (due) => (due === 'overdue' ? '已超期' : '三天内到期'));

function Label({ words }: { words: string }) {
  return <View className="card__label">{words}</View>;
}

function What({ who, filters, onNarrow }: Props) {
  const states = statesFor(who.roles);
  return (
    <>
      <Label words="类别" />
      <Choice
        id="kind"
        label="类别"
        options={kinds}
        chosen={filters.kind ?? ANY}
        onChoose={(kind) => onNarrow(withOne(filters, 'kind', kind))}
      />
      {states.length > 1 && (
        <>
          <Label words="办到哪一步" />
          <Choice<QueueState | typeof ANY>
            id="state"
            label="办到哪一步"
            options={named(states, (state) => stateNames[state].words)}
            chosen={filters.state ?? ANY}
            onChoose={(state) => onNarrow(withOne(filters, 'state', state))}
          />
        </>
      )}
      <Label words="时限" />
      <Choice
        id="due"
        label="时限"
        options={dues}
        chosen={filters.due ?? ANY}
        onChoose={(due) => onNarrow(withOne(filters, 'due', due))}
      />
    </>
  );
}

type ColleagueOptions = Parameters<typeof Choice<string>>[0]['options'];

const askColleagues = async () => (await caseApi.listColleagues()).colleagues;

function Whose({ filters, onNarrow }: PartProps) {
  const { reply } = useScreenReply('all', askColleagues);
  // Without the names of colleagues the rest works all the same.
  const others = reply.state === 'ready' ? reply.value.filter(({ herself }) => !herself) : [];
  const options: ColleagueOptions = [
    { value: ANY, name: '全部' },
    { value: 'me', name: '我办的' },
    { value: 'nobody', name: '没人办的' },
    ...others.map(({ staffId, name }) => ({ value: staffId, name })),
  ];
  return (
    <>
      <Label words="谁在办" />
      <Choice
        id="assigned"
        label="谁在办"
        options={options}
        chosen={filters.assigned ?? ANY}
        onChoose={(assigned) => onNarrow(withOne(filters, 'assigned', assigned))}
      />
    </>
  );
}

function ByNumber({ filters, onNarrow }: PartProps) {
  const [text, setText] = useState(filters.text ?? '');
  const [short, setShort] = useState(false);
  const search = () => {
    setShort(text !== '' && text.length < FEWEST_DIGITS);
    if (text === '' || text.length >= FEWEST_DIGITS)
      onNarrow(withOne(filters, 'text', text === '' ? ANY : text));
  };
  return (
    <Field
      id="number"
      label="按编号找"
      value={text}
      onChange={(typed) => setText(typed.replace(/\D/g, '').slice(0, MOST_DIGITS))}
      type="number"
      // Pasted as it stands on a notice: with its letters and gaps.
      maxLength={24}
      placeholder="编号里连着的数字"
      hint="按编号找时，办完的也会找出来"
      error={short ? `至少填 ${FEWEST_DIGITS} 位数字。` : null}
      onDone={search}
      aside={<Button id="search" kind="small" words="找" onTap={search} />}
    />
  );
}

function Narrowing({ who, filters, onNarrow }: Props) {
  return (
    <View className="card queue-filters">
      <ByNumber filters={filters} onNarrow={onNarrow} />
      <What who={who} filters={filters} onNarrow={onNarrow} />
      <Whose filters={filters} onNarrow={onNarrow} />
      <Where scope={who.organisation.code} filters={filters} onNarrow={onNarrow} />
    </View>
  );
}

export function Filters(props: Props) {
  const { filters, onNarrow } = props;
  const many = Object.keys(filters).length;
  const [open, setOpen] = useState(many > 0);
  return (
    <>
      <View className="queue-fold">
        <Tap id="filters" className="fold fold_page" expanded={open} onTap={() => setOpen(!open)}>
          {open ? '收起筛选' : '筛选、按编号找'}
          {many > 0 ? `（已选 ${many} 样）` : ''}
        </Tap>
        {many > 0 && <Button id="clear" kind="small" words="全部不选" onTap={() => onNarrow({})} />}
      </View>
      {open && <Narrowing key={filters.text ?? ''} {...props} />}
    </>
  );
}
