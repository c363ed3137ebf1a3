/** Who did what, in plain words: staff by name and office, nobody else by name. */
import type { AuditEntryReply, ClaimAct } from '@yijiutong/rules/contract';

import { formatYuan } from '../../text/money';
import { actNames, reasonName, roleNames, stateNames } from './case-words';
import { consentWays, outcomeNames } from './follow-words';

/** What the family and the service itself do with a claim. */
const otherClaimActs: Partial<Record<ClaimAct, string>> = {
  submit: '提交申请',
  withdraw: '撤回申请',
  appeal: '申请复核',
  correct_payee: '改收款账户',
  set_payee: '填收款账户',
};

const acts: Record<string, string> = {
  view_claim: '打开申请看',
  view_bill: '看账单',
  view_page: '看材料照片',
  view_upload: '看上传到一半的材料',
  bring_page: '替本人交了一页材料',
  remove_brought_page: '拿掉替本人交的一页材料',
  remove_page: '替本人拿掉一页材料',
  view_client: '看代办的人',
  view_claims: '看代办的人的申请和账单',
  view_phone: '看手机号',
  view_day_sheet: '看当天要跑的名单',
  view_audit: '查记录',
  claim_taken: '领走申请',
  claim_assigned: '把申请交给同事',
  claim_released: '把申请交回待办',
  lane_approve: '一起批准',
  lane_undo: '撤销一起批的',
  decide_twin: '说了两张账单是不是同一张',
  make_payment_batch: '做付款批次',
  download_bank_file: '下载给银行的文件',
  take_bank_answer: '交银行的结果文件',
  order_payment: '再付一次',
  return_payment: '记银行退回',
  take_follow_up: '领回访',
  give_back_follow_up: '交回回访',
  close_follow_up: '记回访结果',
  mandate_asked: '问本人要不要代办',
  mandate_given: '本人同意代办',
  mandate_renewed: '本人同意接着代办',
  mandate_declined: '本人没同意代办',
  mandate_ended: '停掉代办',
  take_over_claim: '本人自己接着办',
  member_added: '加了人员',
  member_changed: '改了人员',
  member_certno_entered: '登记了人员的身份证号',
  member_certno_corrected: '改了人员的身份证号',
  say_rural_word: '说了在不在名单里',
  member_reset: '重新给临时密码',
  away_set: '登记不在岗',
  away_ended: '取消不在岗',
  staff_sign_in: '登录',
  staff_enrolled: '第一次登录，绑验证器',
  staff_password_changed: '改密码',
  volunteer_invited: '给志愿者邀请码',
  volunteer_joined: '当志愿者',
  volunteer_left: '退出志愿者',
  volunteer_removed: '请志愿者退出',
};

/** An act that this build does not know is shown as it is called. */
export function actWords(act: string): string {
  const ofClaim: Partial<Record<string, string>> = { ...actNames, ...otherClaimActs };
  return acts[act] ?? ofClaim[act] ?? act;
}

const actorKinds: Record<AuditEntryReply['actor']['kind'], string> = {
  staff: '工作人员',
  account: '手机用户',
  sender: '医保系统',
  system: '系统自己',
  anonymous: '没有登录的人',
};

/** Staff by name, office and post; of everybody else, whose name is not told here, a code tells one from another. */
export function actorWords({ kind, id, role, name, organisation }: AuditEntryReply['actor']): string {
  const posts: Partial<Record<string, string>> = roleNames;
  const post =
    role === null
      ? actorKinds[kind]
      : role
          .split(',')
          .map((one) => posts[one] ?? one)
          .join('、');
  return name === null ? `${post} ${shortId(id)}` : [name, organisation, post].filter(Boolean).join('，');
}

const subjectKinds: Record<string, string> = {
  claim: '申请',
  bill: '账单',
  page: '材料照片',
  upload: '上传的材料',
  payment_batch: '付款批次',
  follow_up: '回访',
  mandate: '代办',
  client: '代办的人',
  staff: '人员',
  member: '人员',
  volunteer: '志愿者',
  organisation: '单位',
  audit: '记录',
};
export const subjectWords = (kind: string): string => subjectKinds[kind] ?? kind;

/** Which one, as far as one can be told from another; who reads the audit reads no single thing. */
export const subjectLine = ({ kind, id, name }: AuditEntryReply['subject']): string =>
  kind === 'audit' ? subjectWords(kind) : `${subjectWords(kind)} ${name ?? shortId(id)}`;

/** Identifiers are long: the end tells one from another on the same page. */
export const shortId = (id: string): string => (id.length > 8 ? `…${id.slice(-6)}` : id);

type Told = { name: string; words: (value: string) => string };

const plain = (name: string): Told => ({ name, words: (value) => value });
const coded = (name: string, names: Partial<Record<string, string>>): Told => ({
  name,
  words: (value) =>
    value
      .split(',')
      .map((one) => names[one] ?? one)
      .join('、'),
});
/** Sums are kept in fen. */
const fen: Told = {
  name: '金额',
  words: (value) => formatYuan(`${value.slice(0, -2).padStart(1, '0')}.${value.slice(-2).padStart(2, '0')}`),
};

const states = Object.fromEntries(Object.entries(stateNames).map(([state, { words }]) => [state, words]));

const details: Partial<Record<string, Told>> = {
  state: coded('到了', { ...states, active: '在用', disabled: '停用' }),
  reason: { name: '原因', words: reasonName },
  amount: fen,
  total: fen,
  payments: plain('笔数'),
  rows: plain('笔数'),
  paid: plain('付成'),
  failed: plain('没付成'),
  bounced: plain('退回'),
  attempt: plain('第几次付'),
  file: plain('文件指纹'),
  roles: coded('岗位', roleNames),
  outcome: coded('结果', outcomeNames),
  way: coded('怎么同意的', consentWays),
  from: plain('从'),
  until: plain('到'),
  ref: { name: '账单', words: shortId },
  other: { name: '另一张', words: shortId },
  same: coded('是不是同一张', { true: '是', false: '不是' }),
};

/** What beside the act is kept of it: codes and figures. Technical ones, such as versions, tell an auditor nothing here. */
export function detailWords(detail: AuditEntryReply['detail']): string[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    const told = details[name];
    return told === undefined || value === null || value === ''
      ? []
      : [`${told.name} ${told.words(String(value))}`];
  });
}
