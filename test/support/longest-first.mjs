// The order of the test files: on a new machine nothing is known of how long they take, and the longest must not begin last.
import Sequencer from '@jest/test-sequencer';

/** Those that take more than 20 s, the longest first. */
const longest = [
  'bff/permission.test.ts',
  'shared/reference/worked-cases.test.ts',
  'bff/paper/hostile.test.ts',
  'bff/claim/life.test.ts',
  'bff/paper/inspect.test.ts',
  'bff/openapi/openapi.test.ts',
  'bff/main.test.ts',
];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const at = longest.findIndex((file) => path.endsWith(`/test/${file}`));
      return at < 0 ? longest.length : at;
    };
    return [...super.sort(tests)].sort((left, right) => place(left) - place(right));
  }
}
