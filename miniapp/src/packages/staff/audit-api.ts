/** The auditor's route: asking is written down too. */
import { askStaff } from './staff-api';

/** `on`: a day; `actor` and `subject`: `kind:id`. What is left out is not asked for. */
export type AuditFilters = { on?: string; actor?: string; subject?: string };

export const auditApi = {
  list: (filters: AuditFilters, before: number | null = null) =>
    askStaff<'listAudit'>('GET /api/v1/staff/audit', {
      query: { ...filters, ...(before === null ? {} : { before }) },
    }),
};
