/** 定点医药机构: by its code as it stands on the slip, or picked by its name; its name and level stand beside the code. */
import { View } from '@tarojs/components';
import type { Institution, InstitutionsReply } from '@yijiutong/rules/contract';

import { Field } from '../../../components/field';
import { speak } from '../../../components/speak';
import { Tap } from '../../../components/tap';
import { isPassing } from '../../../services/failure';
import type { Loadable } from '../../../services/use-reply';
import { institutionForm, readInstitution } from './figures';
import { useInstitutions } from './use-institutions';

/** hosp_lv */
const levels: Readonly<Record<string, string>> = {
  '01': '三级特等',
  '02': '三级甲等',
  '03': '三级乙等',
  '04': '三级丙等',
  '05': '二级甲等',
  '06': '二级乙等',
  '07': '二级丙等',
  '08': '一级甲等',
  '09': '一级乙等',
  '10': '一级丙等',
  '11': '没有评等级',
};

/** 二级甲等，攀枝花市米易县 */
function institutionFacts({ level, place, placeName }: Institution): string {
  const rank = level === null ? null : levels[level];
  return [rank, placeName ?? place].filter(Boolean).join('，');
}

type Picks = { id: string; found: InstitutionsReply; onPick: (one: Institution) => void };

function Picks({ id, found: { institutions, more }, onPick }: Picks) {
  return (
    <View className="found" {...speak({ role: 'group', label: '查到的机构' })}>
      {institutions.map((one) => (
        <Tap key={one.code} id={`${id}-${one.code}`} className="found__one" onTap={() => onPick(one)}>
          <View className="found__name">{one.name}</View>
          <View className="found__note">
            {institutionFacts(one)}，{one.code}
          </View>
        </Tap>
      ))}
      {more && <View className="found__note">还有别的，再多写几个字。</View>}
    </View>
  );
}

/** What the platform says of what was typed, in a line. */
function tellOf(reply: Loadable<InstitutionsReply>, isCode: boolean): string | null {
  switch (reply.state) {
    case 'loading':
      return '正在查…';
    case 'failed':
      return isPassing(reply.failure)
        ? '医保系统现在查不到。照结算单填编号，一样能办。'
        : '没有查成。照结算单填编号，一样能办。';
    case 'ready': {
      const { institutions, stale } = reply.value;
      const [one] = institutions;
      if (one === undefined) {
        return isCode
          ? '医保系统里没有这个编号，请照结算单核对。'
          : '没有查到，换几个字，或者照结算单填编号。';
      }
      const age = stale || reply.heldSince !== null ? '（医保系统正忙，这是前面查到的）' : '';
      return isCode ? `${one.name}，${institutionFacts(one)}${age}` : `点一家就填好了${age}`;
    }
  }
}

type Props = {
  id: string;
  value: string;
  onChange: (institution: string) => void;
  error: string | null;
};

export function InstitutionField({ id, value, onChange, error }: Props) {
  const replied = useInstitutions(value);
  const isCode = institutionForm.test(readInstitution(value));
  const told = replied === null ? null : tellOf(replied.reply, isCode);
  const found = replied?.reply.state === 'ready' && !isCode ? replied.reply.value : null;
  return (
    <>
      <Field
        id={id}
        label="定点医药机构编号"
        value={value}
        onChange={onChange}
        maxLength={30}
        placeholder="编号，或者名称里的几个字"
        hint={told ?? '结算单上有。H 加 11 位数字；药店是 P'}
        error={error}
      />
      {found !== null && found.institutions.length > 0 && (
        <Picks id={id} found={found} onPick={({ code }) => onChange(code)} />
      )}
    </>
  );
}
