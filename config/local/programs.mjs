// The commands that are programs of the project, and what each needs under its feet.
/**
 * `ground`: MySQL and Redis · `builds`: of the phone · `machine`: programs that npm cannot bring · `demo`: the settings
 * of `npm start`, where it runs.
 */
export const programs = {
  calc: { file: 'bff/src/cli/calc.ts' },
  cases: { file: 'bff/src/cli/cases.ts', args: ['test/cases'] },
  properties: { file: 'test/properties/main.ts' },
  policy: { file: 'bff/src/cli/policy.ts' },
  // On the database of the environment, else on that of the running demonstration.
  audit: { file: 'bff/src/cli/audit.ts', demo: true },
  staff: { file: 'bff/src/cli/staff.ts', demo: true },
  // The authenticator of the demonstration's staff, whose secrets anybody can know.
  'demo-code': { file: 'test/sandbox/staff/demo-code.ts' },
  weapp: { file: 'test/journey/weapp/main.ts', builds: ['weapp'], ground: true },
  journeys: {
    file: 'test/journey/browser/main.ts',
    builds: ['h5'],
    machine: ['browser', 'font'],
    ground: true,
  },
  screenshots: {
    file: 'test/journey/screenshots.ts',
    builds: ['h5'],
    machine: ['browser', 'font'],
    ground: true,
  },
  bench: { file: 'test/bench/main.ts', ground: true },
  mutation: { file: 'test/mutation/main.ts' },
  // Brings its own ground: what is killed and wiped must be nobody else's.
  fault: { file: 'test/fault/main.ts' },
};

/** What Node is called with to run one; without arguments of the caller's the program's usual ones stand in. */
export function programArguments({ file, args = [] }, given = []) {
  return ['--import', 'tsx', file, ...(given.length > 0 ? given : args)];
}
