/** Why an act was not taken, as an officer has to know it. */
import { View } from '@tarojs/components';
import type { DeskClaimReply, RuralList } from '@yijiutong/rules/contract';

import { speak } from '../../../components/speak';
import type { AppFailure } from '../../../services/failure';
import { formatFullDay } from '../../../text/date';
import { wordsFor, type FailureWords } from '../../../text/failures';
import { formatYuan } from '../../../text/money';
import { reasonName } from '../case-words';
import { ruralLists } from '../rural-api';
import { moneyNames } from './figures';
import { paperName } from './names';

const own: Readonly<Record<string, FailureWords | undefined>> = {
  claim_changed: {
    title: '这件刚刚有了变化',
    next: '最新的已经拿来了，您填的还在。请看一眼，再点一次。',
  },
  act_not_possible: { title: '这一步现在不能办', next: '最新的已经拿来了，请看它到了哪一步。您填的还在。' },
  correction_not_possible: {
    title: '补正通知现在发不出去',
    next: '第二次只能再提第一次提过的材料。最新的已经拿来了。',
  },
  open_first: { title: '这件刚刚有了变化', next: '最新的已经打开了。请看过再点一次。' },
  forbidden: { title: '这一步不归您的岗位办', next: '请交给有这个岗位的同事。' },
  not_found: { title: '找不到这件了', next: '它可能已经不在您的辖区。请返回待办看看。' },
  claim_incomplete: { title: '还没有拍银行卡或存折', next: '请先拍下本人带来的卡或存折，再点一次。' },
  payee_missing: { title: '还没有收款账户', next: '请联系本人，在手机上填好收款账户，再审批。' },
  home_missing: { title: '还没有写住在哪个村（社区）', next: '请先办「填写住在哪个村（社区）」。' },
  not_eligible: {
    title: '按当地文件还不能认定',
    next: '请核对核对结果和自负费用；不符合的，办「不予救助」。',
  },
  bill_not_claimable: {
    title: '有一张账单已经在另一件申请里',
    next: '请看「可能重复」，先把那一件办完。',
  },
  invalid_request: { title: '填的内容有一处不对', next: '请照下面说的改好，再点一次。' },
  upstream_unavailable: {
    title: '现在问不到医保系统',
    next: '要先查清本人的身份，才能办这一步。您填的还在，请过几分钟再点一次。',
  },
  payment_not_possible: { title: '现在不能再付', next: '请看打款页上这一笔的情况。' },
};

const notEligible: Readonly<Record<string, string | undefined>> = {
  not_in_force: '今天没有生效的文件。',
  means_beyond_limit: '民政核对的结果是超过标准。',
  spending_below_line: '自负费用没有达到文件的标准。',
  incomplete: '文件要用到的数还没有公布。',
  in_other_class: '本人已经是别的救助对象，文件说不再认定这一类。',
};

const unfit: Readonly<Record<string, string | undefined>> = {
  left: '他已经离岗。',
  other_post: '他没有这一步的岗位。',
  other_place: '不在他的辖区。',
  no_certno: '他的身份证号还没有登记，请管理员补上。',
  own_family: '这是他本人或家里人的事。',
  same_hands: '他办过前面的步骤。',
  away: '他这几天不在岗。',
};

function notEligibleWords(why: string, listed: unknown): string {
  if (why !== 'on_rural_list') return notEligible[why] ?? `${reasonName(why)}。`;
  const name = ruralLists[listed as RuralList] as string | undefined;
  return `农业农村有本人的登记：${name ?? '在名单里'}。文件说这些人按那一类救助，不再认定。登记不对，请农业农村改过来再办。`;
}

/** In fen. */
const yuan = (fen: unknown): string => (typeof fen === 'number' ? formatYuan((fen / 100).toFixed(2)) : '');

function settledWords(data: Record<string, unknown>, desk: DeskClaimReply): string[] {
  const { total, paid, proposed, unsettled } = data;
  const refs = Array.isArray(unsettled) ? (unsettled as string[]) : [];
  const bills = refs.map((ref) => `还算不出来：${paperName(desk, ref)}。`);
  if (typeof total !== 'number') return bills;
  if (typeof proposed === 'number') {
    return [...bills, `审核时是 ${yuan(proposed)}，现在按规定是 ${yuan(total)}。请退回，重新审核。`];
  }
  const isMore = typeof paid === 'number' && total > paid;
  const rest = isMore ? '还有要再付的，请办审核。' : '没有要再付的。';
  return [...bills, `按规定一共 ${yuan(total)}，已经付了 ${yuan(paid)}，${rest}`];
}

const fieldNames: Readonly<Record<string, string | undefined>> = {
  ...moneyNames,
  institution: '定点医药机构编号',
  treatedIn: '就医地区划',
  kind: '类别',
  on: '日期',
  words: '说明',
  village: '村（社区）',
  members: '家里人口',
  workers: '有劳动能力',
  yearlyIncome: '家庭年收入',
  house: '住房',
  illness: '病情',
  remarks: '在场的人和其他',
  family: '家里人的身份证号',
  selfPaid: '自负医疗费用',
  reason: '原因',
  clause: '依据',
  papers: '要补的材料',
  account: '账号',
  bank: '银行',
};

type Field = { path?: string };

/** `body.figures.0.total` → 总费用; what this build has no name for stands as the server wrote it. */
function fieldWords({ path = '' }: Field): string {
  const named = path.split('.').flatMap((part) => fieldNames[part] ?? []);
  return `「${named[named.length - 1] ?? path}」填得不对。`;
}

/** Beside the code, what the server says of it. */
function listDetails({ code, data }: AppFailure, desk: DeskClaimReply): string[] {
  const why = typeof data.why === 'string' ? data.why : '';
  const until = typeof data.until === 'string' ? data.until : '';
  const by = data.by as { name?: string } | null | undefined;
  switch (code) {
    case 'amount_not_settled':
      return settledWords(data, desk);
    case 'not_eligible':
      return [notEligibleWords(why, data.listed)];
    case 'publicity_running':
      return until === '' ? [] : [`公示到 ${formatFullDay(until)}，第二天才能结束。`];
    case 'colleague_unfit':
      return [unfit[why] ?? ''].filter((words) => words !== '');
    case 'claim_taken':
      return by?.name === undefined ? [] : [`现在由 ${by.name} 办。`];
    case 'invalid_request':
      return [...new Set(((data.fields ?? []) as Field[]).map(fieldWords))];
    default:
      return [];
  }
}

export function ActTrouble({ failure, desk }: { failure: AppFailure | null; desk: DeskClaimReply }) {
  if (failure === null) return null;
  const { title, next } = own[failure.code] ?? wordsFor(failure.code);
  return (
    <View id="trouble" className="notice notice_red" {...speak({ role: 'alert' })}>
      <View className="notice__title">{title}</View>
      {listDetails(failure, desk).map((words) => (
        <View key={words}>{words}</View>
      ))}
      <View>{next}</View>
    </View>
  );
}
