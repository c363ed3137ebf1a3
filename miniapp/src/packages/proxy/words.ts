/** 代办 in words that need no study. */
import type { Client, ClientTask, ConsentWay, Mandate } from '@yijiutong/rules/contract';

import { claimKinds, type Tone } from '../../text/claim';
import { formatDay, today } from '../../text/date';

export const ways: Record<ConsentWay, { name: string; words: string }> = {
  sms_code: { name: '念验证码', words: '短信发到本人手机，本人同意就把六个数字念给您。' },
  sms_reply: { name: '回短信', words: '短信发到本人手机，本人同意就照着回四个数字。' },
  account: { name: '本人手机上点', words: '本人自己登录医救通，在「我的」「代办」里点同意。' },
  slip: { name: '签字的委托书', words: '本人在纸上签字、按手印，您拍下来交上。抽到的会有人回访。' },
};

const ends: Record<NonNullable<Client['endedBy']>, string> = {
  resident: '本人停了',
  sms: '本人回短信停了',
  window: '在窗口停了',
  denied: '本人说没签过',
  declined: '本人没同意',
  unanswered: '没有回答，过期了',
  expired: '到期了',
};

type Dated = Pick<Client | Mandate, 'state' | 'endedBy' | 'endsOn'>;
export function standingOf({ state, endedBy, endsOn }: Dated): { words: string; tone: Tone } {
  switch (state) {
    case 'asked':
      return { words: '等本人同意', tone: 'warm' };
    case 'live':
      return { words: endsOn === null ? '可以代办' : `可以代办，到${dayOf(endsOn)}`, tone: 'green' };
    case 'ended':
      return { words: endedBy === null ? '停了' : ends[endedBy], tone: 'quiet' };
  }
}

export const dayOf = (day: string): string => formatDay(day, today());

/** What there is to do, and by when. */
export function taskWords({ kind, claimKind, due }: ClientTask): string {
  const what = claimKind === null ? '申请' : claimKinds[claimKind];
  const by = due === null ? '' : `，最晚${dayOf(due)}`;
  switch (kind) {
    case 'consent':
      return '问本人同不同意';
    case 'renew':
      return `快到期了，问本人还要不要代办${by}`;
    case 'call_back':
      return '等人打电话或上门问过本人，才能批';
    case 'call':
      return `消息没送到，等人打电话告诉本人${by}`;
    case 'visit':
      return `消息没送到，等人上门告诉本人${by}`;
    case 'finish':
      return `${what}：没填完，接着填`;
    case 'mend':
      return `${what}：要补材料${by}`;
    case 'payee':
      return `${what}：钱没打进去，陪本人带上银行卡去窗口改`;
    case 'wait':
      return `${what}：正在办，等消息${by}`;
  }
}
