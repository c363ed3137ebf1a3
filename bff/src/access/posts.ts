// Which posts go together, and where each has its seat. Pure.
import type { OrganisationKind, OrganisationLevel, StaffRole } from '@yijiutong/rules/contract';

/** 三员分离: who runs the accounts, who audits, and who handles cases are three people. */
type Group = 'accounts' | 'audit' | 'cases';
const groupOf: Record<StaffRole, Group> = {
  administrator: 'accounts',
  auditor: 'audit',
  village_clerk: 'cases',
  township_officer: 'cases',
  county_reviewer: 'cases',
  county_approver: 'cases',
  civil_affairs: 'cases',
  rural_affairs: 'cases',
  fund_manager: 'cases',
};

interface Seat {
  kinds: readonly OrganisationKind[];
  levels: readonly OrganisationLevel[];
}
const offices: OrganisationKind[] = [
  'medical_security',
  'township_office',
  'village_committee',
  'civil_affairs',
  'rural_affairs',
];
const county: OrganisationLevel[] = ['county', 'city'];
const everyLevel: OrganisationLevel[] = ['province', 'city', 'county', 'township', 'village'];
const bureau: Seat = { kinds: ['medical_security'], levels: county };

const seats: Record<StaffRole, Seat> = {
  village_clerk: { kinds: ['village_committee'], levels: ['village'] },
  township_officer: { kinds: ['township_office'], levels: ['township'] },
  county_reviewer: bureau,
  county_approver: bureau,
  fund_manager: bureau,
  civil_affairs: { kinds: ['civil_affairs'], levels: county },
  rural_affairs: { kinds: ['rural_affairs'], levels: county },
  auditor: { kinds: ['medical_security'], levels: ['province', ...county] },
  administrator: { kinds: offices, levels: everyLevel },
};

interface Place {
  kind: OrganisationKind;
  level: OrganisationLevel;
}

/** The roles that somebody of this organisation can have. */
export function listRolesOf({ kind, level }: Place): StaffRole[] {
  return (Object.keys(seats) as StaffRole[]).filter(
    (role) => seats[role].kinds.includes(kind) && seats[role].levels.includes(level),
  );
}

/** Whether one person may have all of them, in one account or in several. */
export function goTogether(roles: readonly StaffRole[]): boolean {
  return new Set(roles.map((role) => groupOf[role])).size <= 1;
}

/** Where residents can be volunteers. */
export function takesVolunteers({ kind }: Pick<Place, 'kind'>): boolean {
  return kind === 'volunteer_body' || kind === 'village_committee';
}
