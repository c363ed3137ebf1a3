/** What we need of WeChat. */
export interface WechatClient {
  /**
   * Exchanges the code of wx.login for the person's openid with our mini-program.
   * @throws {AppError} 422 `wechat_code_invalid`, 503 `upstream_unavailable`, 502 `upstream_invalid_reply`
   */
  exchangeCode(code: string): Promise<{ openid: string }>;
  /** The token that server calls carry, shared by all processes until shortly before it ends. */
  accessToken(): Promise<string>;
}
