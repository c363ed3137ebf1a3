export * from './admission.ts';
export * from './assistance.ts';
export * from './base.ts';
export * from './classes.ts';
export * from './critical-illness.ts';
export * from './outpatient-assistance.ts';
export * from './tilt-assistance.ts';
