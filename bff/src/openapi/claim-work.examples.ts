// Bodies of what staff do with a claim, with invented people.
const version = 7;
const clause = { document: 'panzhihua-2023', article: '第十二条' };

export const claimWorkExamples = {
  setHome: { version, village: '510402901001' },
  setHousehold: {
    version,
    alone: false,
    members: [{ name: '王小安', certno: '990101196503150026', relation: 'child' as const }],
  },
  appealClaim: { version, words: '住院的发票没有算进去' },
  acceptClaim: { version },
  closeClaim: { version },
  setClaimHome: { version, village: '510402901001' },
  firstReview: { version, opinion: 'agree' as const, words: '材料齐全，情况属实' },
  recordVisit: {
    version,
    on: '2026-03-10',
    findings: {
      members: 4,
      workers: 1,
      yearlyIncome: '18000.00',
      house: '砖房两间',
      illness: '长期透析',
      remarks: '',
    },
    family: ['990101196503150026'],
  },
  recordMeans: { version, withinLimit: true, selfPaid: '41000.00', words: '' },
  startPublicity: { version },
  recordObjection: { version, words: '家里另有一处房子' },
  endPublicity: { version },
  recognise: { version, words: '' },
  reviewClaim: {
    version,
    verdict: 'refuse' as const,
    reason: 'out_of_scope' as const,
    clause,
    words: '不在救助范围',
    figures: [],
  },
  approveClaim: { version, words: '' },
  refuseClaim: { version, words: '' },
  returnClaim: { version, reason: 'figures_to_check' as const, words: '请再核对票据' },
  reopenClaim: { version, reason: 'mistake' as const, words: '金额算错了' },
};
