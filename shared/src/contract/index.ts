/** Every request and reply of the API, and the closed list of error codes. */
export * from './bill.ts';
export * from './claim.ts';
export * from './claim-life.ts';
export * from './errors.ts';
export * from './explanation.ts';
export * from './message.ts';
export * from './paper.ts';
export * from './policy.ts';
export * from './routes.ts';
export * from './session.ts';
export * from './settlement.ts';
export * from './staff.ts';
export * from './status.ts';
export * from './values.ts';
export * from './volunteer.ts';
