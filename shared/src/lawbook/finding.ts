/** What a check of the law finds. */
type FindingKind =
  /** a placeholder of `policy -- new` still stands there */
  | 'to fill'
  /** not in use yet */
  | 'draft'
  /** not in the form of the schema, or not what the form promises */
  | 'form'
  | 'citation'
  | 'gap'
  | 'overlap'
  | 'class'
  | 'region'
  | 'statistic'
  | 'framework'
  | 'clauses'
  | 'cases';

export type Finding = {
  /** an error fails the check; of a warning the keeper decides */
  readonly severity: 'error' | 'warning';
  readonly kind: FindingKind;
  /** as a keeper of `config/` knows it, e.g. `config/policy/510400-panzhihua/panzhihua-2023.yaml` */
  readonly file: string;
  /** where in the file, e.g. `assistance.cap.by_class`; '' for the whole file */
  readonly path: string;
  readonly what: string;
  readonly todo: string;
};

/** What `policy -- new` writes where the keeper has to. */
const PLACEHOLDER = '待填';

export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith(PLACEHOLDER);
}

/** A finding that fails the check. */
export function error(kind: FindingKind, file: string, path: string, what: string, todo: string): Finding {
  return { severity: 'error', kind, file, path, what, todo };
}

const SEVERITIES: Readonly<Record<Finding['severity'], string>> = { error: '错误', warning: '提醒' };

const KINDS: Readonly<Record<FindingKind, string>> = {
  'to fill': '没填完',
  draft: '草稿',
  form: '写法',
  citation: '引用条文',
  gap: '有空档',
  overlap: '有重叠',
  class: '人员类别',
  region: '地区',
  statistic: '统计数',
  framework: '省里的框架',
  clauses: '条款表',
  cases: '算例',
};

/** One line a finding: file, path, what is wrong, what to do. */
export function inOneLine({ severity, kind, file, path, what, todo }: Finding): string {
  const where = path === '' ? file : `${file}: ${path}`;
  return `${SEVERITIES[severity]}（${KINDS[kind]}） ${where}：${what}。${todo}。`;
}
