import { createHash, timingSafeEqual } from 'node:crypto';

import type { WechatClient } from '../wechat/wechat.ts';

const md5 = (text: string) => createHash('md5').update(text, 'utf8').digest();

/** Whether WeChat saw the face of this very person, in the WeChat account that asks. */
export async function matchesFace(
  wechat: WechatClient,
  who: { name: string; certno: string },
  proof: { verifyResult: string; openid: string },
): Promise<boolean> {
  const check = await wechat.findFaceCheck(proof.verifyResult);
  if (check === undefined || !check.passed || check.openid !== proof.openid) return false;
  return isDigest(check.certnoMd5, md5(who.certno)) && isDigest(check.nameMd5, md5(who.name));
}

function isDigest(hex: string, expected: Buffer): boolean {
  const given = Buffer.from(hex, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
