/** Where a figure or a rule stands in the law: a document of `config/policy` and the article in its own words. */
export type Clause = {
  /** `document.id` of the policy file, e.g. `panzhihua-2023` */
  readonly document: string;
  /** e.g. `第十二条（一）` */
  readonly article: string;
};
