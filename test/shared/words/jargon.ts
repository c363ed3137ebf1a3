/** Words of offices that no resident has to know. One list: whatever speaks to a resident is held against it. */
const JARGON = [
  '起付',
  '封顶线',
  '限额',
  '政策范围',
  '自付',
  '自负',
  '报销比例',
  '救助比例',
  '支付比例',
  '先行自付',
  '乙类',
  '待遇',
  '统筹',
  '累计',
  '余额',
  '追溯',
  '结算',
  '基数',
  '个人负担',
  '倾斜救助',
  '规范转诊',
  '省域',
  '普惠型',
  '扣减',
  '合规',
  '可支配收入',
];

export function findJargon(text: string): string[] {
  return JARGON.filter((word) => text.includes(word));
}
