import type { NoticeOutcome } from '../notice.ts';

/** What WeChat found when it compared a face with a citizen number. It gives digests, never the number. */
export interface FaceCheck {
  passed: boolean;
  openid: string;
  certnoMd5: string;
  nameMd5: string;
}

/** A subscribe message: one that she allowed for its template. */
export interface WechatNotice {
  openid: string;
  templateId: string;
  /** Where a tap on it leads. */
  page: string;
  data: Readonly<Record<string, { value: string }>>;
}

/** What we need of WeChat. Each may throw {AppError} 503 `upstream_unavailable` or 502 `upstream_invalid_reply`. */
export interface WechatClient {
  /**
   * Exchanges the code of wx.login for the person's openid with our mini-program.
   * @throws {AppError} 422 `wechat_code_invalid`
   */
  exchangeCode(code: string): Promise<{ openid: string }>;
  /** The face check that the mini-program's `verifyResult` stands for; `undefined` when WeChat knows none. */
  findFaceCheck(verifyResult: string): Promise<FaceCheck | undefined>;
  /** Sends a subscribe message. Whatever happens is an outcome: this one throws nothing. */
  sendNotice(notice: WechatNotice): Promise<NoticeOutcome>;
}
