/** What is wrong with the form of a file of `config/`, for whoever keeps it: no programmer. */
import type { z } from 'zod';

const TYPES: Readonly<Record<string, string>> = {
  string: '要写成文字，数字和日期加引号',
  boolean: '要写 true 或 false，不加引号',
  array: '要写成一列：[甲, 乙]',
  object: '要写成“名称: 内容”',
  record: '要写成“名称: 内容”',
};

/** Words for an issue that the schema itself has none for. */
export function tellIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return '这里缺了内容';
      return TYPES[issue.expected] ?? '写法不对';
    case 'invalid_value':
      return `只能写：${issue.values.map(String).join('、')}`;
    case 'unrecognized_keys':
      return `没有这样的名称：${issue.keys.join('、')}`;
    case 'too_small':
      return issue.minimum === 1 ? '这里不能空着' : `至少要写 ${String(issue.minimum)} 个`;
    default:
      return '写法不对';
  }
}
