/** WeChat's face check (城市服务实名信息校验): for approved accounts and phones that can do it. */
/* oxlint-disable typescript/no-deprecated -- the types announce a successor that they do not have yet */
import Taro from '@tarojs/taro';

import { AppFailure } from './failure';

const canCheckFace = (): Promise<boolean> =>
  new Promise((resolve) => {
    if (process.env.TARO_ENV !== 'weapp' || !Taro.canIUse('startFacialRecognitionVerify')) resolve(false);
    else {
      void Taro.checkIsSupportFacialRecognition({ success: () => resolve(true), fail: () => resolve(false) });
    }
  });

/** What the check returned, for the server to verify; undefined where there is no such check. */
export async function findFaceVerifyResult(name: string, idCardNumber: string): Promise<string | undefined> {
  if (!(await canCheckFace())) return undefined;
  return new Promise((resolve, reject) => {
    void Taro.startFacialRecognitionVerify({
      name,
      idCardNumber,
      success: ({ verifyResult }) => resolve(verifyResult),
      fail: () => reject(new AppFailure('face_check_unfinished')),
    });
  });
}
