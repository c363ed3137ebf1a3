/** The first form of a document that nobody has written down yet. */
import { SKELETON } from './skeleton-sections.ts';

/**
 * A commented YAML document with every section; what the keeper has to write stands there as `待填：…`, which the check
 * finds and names.
 * @param region 统筹地区 code · @param name its Chinese name · @param id the document's id, also the name of its file
 */
export function writeSkeleton({ region, name, id }: { region: string; name: string; id: string }): string {
  return `# yaml-language-server: $schema=../policy.schema.json
# ${name}: one official document, one file. Write what the document says, in the law's own form; delete every section that
# it does not have. Amounts, percentages and days are quoted. Every figure carries its clause, or inherits the one of its
# parent. Whatever begins with 待填 is still to be filled: npm run policy -- check names each.
document:
  id: ${id}
  title: '待填：文件全称'
  issuer: '待填：发文机关'
  # assistance (医疗救助), outpatient_pool (职工门诊共济) or pooling (市级统筹)
  subject: assistance
  issued: '待填：印发日期，如 2024-01-01'
  # Raised whenever a figure of this file is corrected; a figure that the city changes gets a new file or a dated entry.
  revision: '1'
  # \`to\` is the last day; leave it out where the document names no end. Without any date: { undated: true, clause: … }.
  effective: { from: '待填：施行日期', to: '待填：最后一天', clause: '待填：第几条' }
region: '${region}'
${Object.values(SKELETON).join('\n')}

# The official wording of every clause that is cited above, word for word.
articles:
  '待填：第几条': '待填：条文原文'
`;
}
