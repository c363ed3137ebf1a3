/** What a person reads when something did not work: what happened, and what to do. By error code. */
import type { ErrorCode } from '@yijiutong/rules/contract';

/** What fails on the phone itself: the network, a face check, a photo that has no room or is gone, a page not yet fetched. */
type PhoneCode =
  | 'offline'
  | 'timeout'
  | 'face_check_unfinished'
  | 'sms_code_unasked'
  | 'photo_not_kept'
  | 'photo_lost'
  | 'photo_not_smaller'
  | 'photos_refused'
  | 'page_not_here'
  | 'app_too_old';
/** What only a desk is told: a bank's file, a colleague, another's password. Its words come with the pages of the desk. */
export type DeskCode =
  | 'file_not_whole'
  | 'file_not_kept'
  | 'file_unreadable'
  | 'staff_sign_in_refused'
  | 'staff_locked'
  | 'staff_enrolment_expired'
  | 'password_too_weak'
  | 'login_taken'
  | 'roles_not_together'
  | 'role_out_of_place'
  | 'own_membership'
  | 'certno_required'
  | 'certno_missing'
  | 'call_back_open'
  | 'same_hands'
  | 'home_missing'
  | 'publicity_running'
  | 'not_eligible'
  | 'clause_unknown'
  | 'claim_taken'
  | 'follow_up_taken'
  | 'follow_up_changed'
  | 'open_first'
  | 'colleague_unfit'
  | 'away_already'
  | 'not_away'
  | 'amount_not_settled'
  | 'duplicate_open'
  | 'payment_not_possible'
  | 'own_family'
  | 'bank_file_wrong';
export type FailureCode = ErrorCode | PhoneCode | DeskCode;

export type FailureWords = { title: string; next: string };

const appTooOld: FailureWords = { title: '这一步没有成功', next: '请关掉医救通，重新打开，再试一次。' };
const ourFault: FailureWords = { title: '我们这边出了点问题', next: '不是您的错。请过几分钟再试。' };
const again: FailureWords = { title: '请重新登录', next: '为了您的安全，请重新登录一次。' };
const notYours: FailureWords = { title: '没有找到', next: '请返回上一页，看看是不是点错了。' };
const resting: FailureWords = { title: '这一步现在办不了', next: '请返回上一页，看看最新的情况。' };
const reportedElsewhere: FailureWords = {
  title: '这张账单有问题',
  next: '请带上结算单，到看病的医院医保窗口核对。',
};

export const failureWords: Record<Exclude<FailureCode, DeskCode>, FailureWords> = {
  offline: { title: '没有连上网', next: '请检查手机网络，再试一次。' },
  timeout: { title: '网络太慢，没有等到结果', next: '请换个信号好的地方，再试一次。' },

  page_not_here: { title: '这一页还没有打开', next: '请检查手机网络，再点“再试一次”。' },
  photo_not_kept: {
    title: '照片没有存下来',
    next: '手机空间可能满了，或者用了无痕浏览。请先删掉一些不用的东西，再拍一次。',
  },
  photo_lost: { title: '手机里找不到这张照片了', next: '请去掉这一张，重新拍。' },
  photo_not_smaller: { title: '这张照片变不小', next: '请重新拍。' },
  photos_refused: {
    title: '没能打开相机或相册',
    next: '请点右上角的“…”，再点“设置”，允许用相机和相册，再试一次。',
  },

  face_check_unfinished: { title: '人脸验证没有做完', next: '请到亮一点的地方，脸对着手机，再试一次。' },

  app_too_old: appTooOld,
  malformed_json: appTooOld,
  unsupported_media_type: appTooOld,
  payload_too_large: appTooOld,
  invalid_request: { title: '填的内容有一处不对', next: '请看看有没有少填或填错，改好再试。' },
  not_found: notYours,
  method_not_allowed: appTooOld,
  rate_limited: { title: '点得太快了', next: '请等一分钟再试。' },

  idempotency_key_required: appTooOld,
  idempotency_key_conflict: { title: '这一步已经办过了', next: '请返回上一页，看看最新的结果。' },
  idempotency_in_progress: { title: '正在办理', next: '请等几秒钟，再看结果，不用重复点。' },

  session_required: again,
  session_expired: { title: '登录已过期', next: '您有一段时间没用了，请重新登录。' },
  forbidden: { title: '这里您不能看', next: '只能看您自己的内容。请返回上一页。' },
  consent_required: { title: '还差您的同意', next: '请先看说明。您点了同意，我们才能查。' },
  binding_required: { title: '还没有认证', next: '请先认证身份，才能看到您的账单。' },
  signature_invalid: appTooOld,

  wechat_code_invalid: { title: '微信登录没有成功', next: '请再点一次“微信登录”。' },
  sms_code_invalid: { title: '验证码不对', next: '请看看短信，重新填六位数字。' },
  sms_code_expired: { title: '这个验证码不能用了', next: '请点“重新获取”，用新短信里的。' },
  sms_code_unasked: { title: '还没有验证码', next: '请先点“获取验证码”，再填短信里的数字。' },
  sms_not_sent: { title: '短信没有发出去', next: '请看看手机号对不对，过一分钟再试。' },
  consent_text_outdated: { title: '说明有了新内容', next: '请再看一遍新的说明，再点同意。' },
  real_name_mismatch: { title: '姓名和身份证号对不上', next: '请照着身份证，一个字一个字核对。' },
  already_bound: { title: '您已经认证过了', next: '请回到首页，直接查看。' },
  person_already_bound: {
    title: '这个人已在别的账号认证',
    next: '如果不是您本人办的，请打 12393 医保热线。',
  },
  person_not_insured: {
    title: '没有查到您的医保',
    next: '请打 12393 医保热线，或到村里、社区问一问参保的事。',
  },

  invitation_invalid: { title: '邀请码不对，或者过期了', next: '请向村里或服务队要一个新的。' },
  already_volunteer: { title: '您已经是志愿者了', next: '要换一个地方，请先退出原来的。' },

  mandate_invalid: {
    title: '现在不能替这位办这件事',
    next: '代办可能到期了、停了，或者不包括这一件。请看「我帮的人」。',
  },
  mandate_ended: { title: '代办已经停了', next: '要接着办，请重新问一问本人。' },
  mandate_for_herself: { title: '这是您自己', next: '您自己的事，直接在「申请」里办。' },
  client_known: { title: '你们已经在帮这位了', next: '请在「我帮的人」里找。' },
  claim_unknown: { title: '没有这个编号的申请', next: '请对照通知，再看看编号。' },
  sms_quiet_hours: { title: '夜里不给本人发短信', next: '请白天再问，或者换一种办法。' },
  sms_ceiling: { title: '这个月的短信用完了', next: '请换一种办法：本人手机上点，或者签字的委托书。' },
  phone_not_hers: { title: '这个号码不是本人名下的', next: '请换本人的号码，或者用签字的委托书。' },
  guardian_needed: { title: '孩子要由监护人签字', next: '请选「签字的委托书」，由父母或监护人来签。' },
  consent_code_invalid: { title: '验证码不对', next: '请本人再念一遍。' },
  consent_code_expired: { title: '验证码过期了', next: '请再发一条。' },

  settlement_does_not_add_up: reportedElsewhere,
  settlement_conflict: reportedElsewhere,
  settlement_unknown: { title: '没有找到这张账单', next: '刚看完病的账单，第二天才会有。' },
  region_unknown: { title: '这个地方还没有开通', next: '请打当地 12393 医保热线问一问。' },
  bill_kind_unknown: reportedElsewhere,

  claim_not_open: {
    title: '这份申请现在不能改',
    next: '它已经交上去，或者撤回了。请到“申请”里看看它现在怎么样。',
  },
  claim_changed: {
    title: '这份申请刚在另一部手机上改过',
    next: '最新的已经拿来了，您填的还在。请看一眼，再点一次。',
  },
  claim_incomplete: { title: '还有没做完的', next: '请把还没做完的做完，再交。' },
  bill_not_claimable: {
    title: '有一张账单现在不能申请',
    next: '它可能已经结清、退费了，或者在另一份申请里。请去掉它，再试。',
  },
  paper_not_asked: { title: '这份材料不用交了', next: '请返回上一页，看看还差哪几样。' },
  correction_not_possible: resting,
  act_not_possible: resting,
  draft_open: { title: '还有一份没填完', next: '请先把那一份交上来，或者不要了，再开始这一份。' },
  appeal_too_late: { title: '过了申请复核的时间', next: '打 12393 问问还能怎么办。' },
  appeal_there: { title: '复核已经交上去了', next: '不用再交。请到“申请”里看复核办到哪了。' },
  appeal_not_needed: { title: '这份申请又在办了', next: '不用申请复核。办好了会告诉您。' },
  appeal_not_possible: { title: '这份不能申请复核', next: '想知道还能怎么办，打 12393 问一问。' },
  payee_missing: { title: '还没有填银行卡', next: '请先填好收钱的银行卡。' },
  village_unknown: { title: '没有这个村', next: '请重新选住在哪个村（社区）。' },

  upload_offset_mismatch: {
    title: '照片送到一半断了',
    next: '请点“再送一次”，会从断的地方接着送，不用重拍。',
  },
  upload_hash_mismatch: { title: '照片在路上坏了', next: '原来的还在您手机上，请点“再送一次”。' },
  paper_too_large: { title: '这个文件太大了', next: '请改成拍照片。照片会自动变小再送。' },
  paper_too_many_pages: { title: '这个文件页数太多', next: '最多 30 页。请分成几个文件，或者拍照片。' },
  paper_full: { title: '这份材料的张数够了', next: '先删掉一张，再拍新的。' },
  paper_type_unsupported: { title: '这个文件我们打不开', next: '请拍照片，或者选 PDF 文件。' },
  paper_unreadable: { title: '这张照片打不开', next: '请重新拍一张，再送。' },
  paper_not_safe: { title: '这个文件不安全，没有收', next: '请不要用这个文件，直接拍照片。' },
  paper_locked: { title: '这个文件上了密码', next: '请去掉密码再选，或者直接拍照片。' },
  papers_busy: { title: '现在交材料的人多', next: '照片还在您手机上，过一会儿会再送。' },
  link_expired: { title: '这张图要重新打开', next: '请返回上一页，再点开一次。' },

  upstream_unavailable: { title: '医保系统正在忙', next: '您的资料都还在。请过几分钟再试。' },
  upstream_invalid_reply: { title: '医保系统的回答看不懂', next: '您的资料都还在。请过几分钟再试。' },
  storage_unavailable: ourFault,
  shutting_down: { title: '系统正在更新', next: '请等一分钟再试。' },
  internal_error: ourFault,
};

const known: Record<string, FailureWords | undefined> = { ...failureWords };

/** Of a subpackage, as soon as it is there. */
export function learnFailures(words: Readonly<Record<string, FailureWords>>): void {
  Object.assign(known, words);
}

/** A code that this build does not know yet still gets honest words. */
export function wordsFor(code: string): FailureWords {
  return known[code] ?? ourFault;
}
