import type { CitizenNumberFault } from '../services/citizen-number';

export const citizenNumberWords: Record<CitizenNumberFault, string> = {
  length: '身份证号是 18 位，请数一数有没有少填、多填。',
  birthday: '号码中间的出生日期不对，请照身份证核对。',
  check_digit: '有一位数字填错了，请照身份证核对。',
};
