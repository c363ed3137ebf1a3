// Bodies of what officers do at their desk.
const claimId = 'q3Zr0Yw1S2mXb6TnVh8kAg';
const away = { from: '2026-12-01', until: '2026-12-04', handTo: null };

export const deskExamples = {
  setAssignee: { version: 7, staffId: null },
  setAway: away,
  setMemberAway: away,
  approveLane: { claims: [{ claimId, version: 7 }] },
  undoLane: { claims: [claimId] },
};
