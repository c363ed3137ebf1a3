/**
 * A loader over Taro's generated H5 entry, where every page is an `import(…)` of its own. The pages of the main package
 * come with the first load; those of a subpackage come a little later, in one chunk, behind `late-page.tsx`.
 */
const PAGE = /import\(("[^"]*")\)/g;
const LATE = /\/packages\//;

module.exports = function latePages(source) {
  const pages = source.replace(PAGE, (_, page) =>
    LATE.test(page)
      ? `Promise.resolve({ default: latePage(() => import(/* webpackChunkName: "apply" */ ${page})) })`
      : `import(/* webpackMode: "eager" */ ${page})`,
  );
  return `import { fetchLatePages, latePage } from './components/late-page';\n${pages}\nfetchLatePages();\n`;
};
