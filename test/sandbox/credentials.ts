/** What the doubles accept, and so what a BFF beside them is told. None of it opens anything real. */
export const credentials = {
  hsa: {
    accessKey: 'sandbox-hsa-key',
    secret: 'sandbox-hsa-secret',
    fixmedinsCode: 'H51040200001',
    fixmedinsName: '攀枝花示例中心医院',
    region: '510400',
  },
  wechat: { appid: 'wx0000sandbox00001', secret: 'sandbox-wechat-secret-0123456789' },
  sms: {
    secretId: 'AKIDsandbox',
    secretKey: 'sandbox-sms-secret',
    appId: '1400000001',
    sign: '医救通',
    templateCode: '2000001',
    receiptSecret: 'sandbox-receipts-0123456789',
  },
  realname: { key: 'sandbox-realname-key' },
  intake: { accessKey: 'sandbox-province', secret: 'sandbox-intake-secret' },
} as const;

/** Environment of a BFF that talks to the doubles at `url` (`http://127.0.0.1:4100`). */
export function sandboxEnvironment(url: string): Record<string, string> {
  const { hsa, wechat, sms, realname, intake } = credentials;
  return {
    HSA_URL: `${url}/hsa`,
    HSA_ACCESS_KEY: hsa.accessKey,
    HSA_SECRET: hsa.secret,
    HSA_FIXMEDINS_CODE: hsa.fixmedinsCode,
    HSA_FIXMEDINS_NAME: hsa.fixmedinsName,
    HSA_REGION: hsa.region,
    WECHAT_URL: `${url}/wechat`,
    WECHAT_APPID: wechat.appid,
    WECHAT_SECRET: wechat.secret,
    SMS_ENDPOINT: url,
    SMS_SECRET_ID: sms.secretId,
    SMS_SECRET_KEY: sms.secretKey,
    SMS_APP_ID: sms.appId,
    SMS_SIGN: sms.sign,
    SMS_TEMPLATE_CODE: sms.templateCode,
    SMS_RECEIPT_SECRET: sms.receiptSecret,
    REALNAME_URL: `${url}/realname`,
    REALNAME_KEY: realname.key,
    INTAKE_KEYS: JSON.stringify({ [intake.accessKey]: intake.secret }),
  };
}
