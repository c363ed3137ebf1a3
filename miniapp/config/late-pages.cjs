/**
 * A loader over Taro's generated H5 entry, where every page is an `import(…)` of its own. The pages of the main package
 * come with the first load; those of a subpackage come a little later, a chunk for each, behind `late-page.tsx`. So do
 * the pages of a bill and of a standing: the words of both voices, the sheet for paper and the bars of a year are no part
 * of what stands on the first screen.
 */
const PAGE = /import\(("[^"]*")\)/g;
const LATE = /\/(?:packages|pages(?=\/(?:bill|status)\/))\/([^/]+)\//;

module.exports = function latePages(source) {
  const late = [];
  const entry = source.replace(PAGE, (_, page) => {
    const [, subpackage] = LATE.exec(page) ?? [];
    if (subpackage === undefined) return `import(/* webpackMode: "eager" */ ${page})`;
    const fetch = `() => import(/* webpackChunkName: "${subpackage}" */ ${page})`;
    late.push(`latePage(${fetch}, ${subpackage !== 'staff'})`);
    return `Promise.resolve({ default: latePages[${late.length - 1}] })`;
  });
  return [
    `import { fetchLatePages, latePage } from './components/late-page';`,
    `const latePages = [${late.join(', ')}];`,
    entry,
    `fetchLatePages();`,
  ].join('\n');
};
