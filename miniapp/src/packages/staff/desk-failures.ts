/** What staff alone are told when something did not work. By error code, as `text/failures` for everybody. */
import type { DeskCode, FailureWords } from '../../text/failures';

export const deskFailures: Record<DeskCode, FailureWords> = {
  file_not_whole: { title: '文件在路上坏了', next: '没有存下来。请再点一次。' },
  file_not_kept: { title: '文件没有存下来', next: '请看看手机空间够不够，再点一次。' },
  file_unreadable: { title: '这个文件打不开', next: '请重新选一次。' },
  staff_sign_in_refused: {
    title: '没有登录成功',
    next: '登录名、密码或动态码不对。每个动态码只能用一次，请等下一个再试。',
  },
  staff_locked: { title: '错的次数太多了', next: '先歇一会儿，到时间再试；忘了密码，请找单位的管理员。' },
  staff_enrolment_expired: { title: '时间太久了', next: '请用登录名和密码，从头再来一次。' },
  password_too_weak: {
    title: '这个密码太好猜',
    next: '请换一个：至少 12 个字，不要连着的数字或字母，不要带登录名。',
  },
  login_taken: { title: '这个登录名有人用了', next: '请换一个登录名。' },
  roles_not_together: {
    title: '这几样岗位不能一个人做',
    next: '管账号的、查记录的、办业务的，要分给不同的人。',
  },
  role_out_of_place: { title: '这个单位没有这个岗位', next: '请换一个单位，或者换一个岗位。' },
  own_membership: { title: '自己的账号自己不能改', next: '请找另一位管理员。' },
  certno_required: {
    title: '还缺本人的身份证号',
    next: '请填上再保存。有了它，系统才不会让人办自己家的事、批自己审过的事。',
  },
  certno_missing: {
    title: '您的身份证号还没有登记',
    next: '登记以前打不开申请。请单位的管理员在「人员」里找到您，补上身份证号；补好后重新登录。',
  },
  call_back_open: { title: '委托书还没有回访', next: '要先打通电话或者上门问过本人，才能批。' },
  same_hands: { title: '这一步要换一个人办', next: '前面的一步是您办的。请交给另一位同事。' },
  home_missing: { title: '还没有选住在哪个村', next: '请先选好村（社区），再往下办。' },
  publicity_running: { title: '公示还没有到期', next: '请等公示的日子过完，再办这一步。' },
  not_eligible: { title: '按规定还不能认定', next: '请看看花的钱和家里的情况够不够条件。' },
  clause_unknown: { title: '没有这一条规定', next: '请重新选依据的是哪一条。' },
  claim_taken: { title: '同事已经在办了', next: '请看看别的申请，或者问问这位同事。' },
  follow_up_taken: { title: '这一条现在不归您办', next: '同事在办，或者已经办完。请看看别的。' },
  follow_up_changed: { title: '这一条刚刚有了变化', next: '请刷新看看，再点一次。' },
  open_first: { title: '还没有打开看过', next: '请先打开这件申请，看完再批。' },
  colleague_unfit: { title: '这位同事办不了', next: '请换一位同事。' },
  away_already: { title: '已经登记不在岗了', next: '要改日子，请先取消原来的。' },
  not_away: { title: '没有登记不在岗', next: '请刷新看看。' },
  duplicate_open: {
    title: '有的账单看起来是同一张',
    next: '请先说清是不是同一张，再往下办。说过是同一张、钱已经付过的，这里不再付：新申请请选「建议不予救助」，原来的申请请办结。',
  },
  amount_not_settled: {
    title: '钱数还没有核清楚',
    next: '请把每张账单的数核好，再往下办。都是付过的，请选「建议不予救助」，原因选「已经救助过」。',
  },
  payment_not_possible: { title: '这几笔不能一起付', next: '请看看列出来的每一笔为什么不能付。' },
  own_family: { title: '里面有您自己家的', next: '这一批要请另一位管钱的同事办。' },
  bank_file_wrong: { title: '银行的结果文件不对', next: '一笔都没有记。请照列出来的地方找银行核对。' },
};
