/** Every section that a document can have, as a keeper first sees it: what it is, how it is written, what is to be filled. */
import type { SectionName } from '../policy/sections.ts';

const CLAUSE = "'待填：第几条'";
const YUAN = "'待填：多少元'";
const PERCENT = "'待填：百分之几，如 65%'";
const NAMES = "['待填：人员的法定名称']";

/** In the order of the law: who, which bills, each benefit, the employees' pool, the fund, the province. */
export const SKELETON: Readonly<Record<SectionName, string>> = {
  classes: `
# 救助对象. Most favourable class first: the order settles a tie. \`id\` is yours (a-z, 0-9, _); \`categories\` are the
# statutory names by which the departments know these people. Nobody may be in two classes.
classes:
  - { id: class_1, title: '待填：类别名称', categories: ${NAMES}, clause: ${CLAUSE} }
  - { id: class_2, title: '待填：类别名称', categories: ${NAMES}, clause: ${CLAUSE} }`,
  classes_clause: `
# The clause on people with several identities (就高不就低); a document that does not say leaves this out.
classes_clause: ${CLAUSE}`,
  validity: `
# Identities that end by themselves some months after recognition.
validity:
  - { category: '待填：人员的法定名称', months: '待填：几个月', clause: ${CLAUSE} }`,
  populations: `
# People whom the document speaks of without making them recipients, e.g. 城乡居民普通参保人员 in a warning.
populations: { categories: ${NAMES}, clause: ${CLAUSE} }`,
  unclassified: `
# People whom the document names, and whose class another document gives.
unclassified: { categories: ${NAMES}, deferred: { to: '待填：哪份文件', clause: ${CLAUSE} } }`,
  identities: `
# A better class within the year: \`recompute\` the year, or the \`difference\` from that day on.
identities: { on_better_class: '待填：recompute 或 difference', clause: ${CLAUSE} }`,
  bills: `
# Which bills count. \`pre_self_pay\`: whether 乙类先行自付 is outside (excluded) or inside (included) what aid looks at.
# \`commercial\`: the kinds on which inclusive commercial insurance pays before aid.
bills:
  scope: { clause: ${CLAUSE} }
  payers: { clause: ${CLAUSE} }
  designated: { clause: ${CLAUSE} }
  pre_self_pay: { choice: '待填：excluded 或 included', clause: ${CLAUSE} }
  commercial: { kinds: ['待填：inpatient、chronic_outpatient …'], clause: ${CLAUSE} }
  referral: { emergency_exception: '待填：true 或 false，不加引号', clause: ${CLAUSE} }
  clause: ${CLAUSE}`,
  fund: `
# The fund that assistance is charged to.
fund: { name: 医疗救助基金, clause: ${CLAUSE} }`,
  transition_benefits: `
# Whom another document may give more within 过渡期 (就高不就低).
transition_benefits:
  categories: ${NAMES}
  until: { statistic: transition.end }
  to: '待填：那个文件，照条文写'
  clause: ${CLAUSE}`,
  payer_order: `
# Who pays before whom, first payer first: basic, critical_illness, supplement, commercial, assistance, tilt …
payer_order:
  payers:
    - { payer: basic, clause: ${CLAUSE} }
    - { payer: critical_illness, clause: ${CLAUSE} }
    - { payer: assistance, clause: ${CLAUSE} }
  clause: ${CLAUSE}`,
  critical_illness: `
# 大病保险倾斜: lower line, higher ratio; \`cap\`: lifted only where the text says so, else kept.
critical_illness:
  insurance: [resident]
  classes: [class_1]
  deductible_cut: { ratio: ${PERCENT} }
  ratio_increase: { ratio: ${PERCENT} }
  cap: '待填：kept 或 lifted'
  clause: ${CLAUSE}`,
  assistance: `
# 医疗救助. Every class in every table. A figure takes one of these forms:
#   { amount: '3000' }                                            a fixed amount
#   { share: '5%', of: residentIncome, year: previous }           a share of a statistic, never the amount it came to
#   { none: true }                                                no such limit (不设)
#   { deferred: { to: 某某文件, clause: 第几条 } }                 left to another document or authority
#   { dated: [{ from: '2025-01-01', figure: { amount: '80000' } }] }   entries, one a period, without gaps
# A ratio in two tiers is { below: { ratio: '70%' }, above: { ratio: '75%' } }, and then needs \`tier_line\`.
assistance:
  covers: { kinds: [inpatient, chronic_outpatient], clause: ${CLAUSE} }
  deductible:
    by_class: { class_1: { amount: ${YUAN} }, class_2: { amount: ${YUAN} } }
    clause: ${CLAUSE}
  ratio:
    by_class: { class_1: { ratio: ${PERCENT} }, class_2: { ratio: ${PERCENT} } }
    clause: ${CLAUSE}
  cap:
    by_class: { class_1: { none: true }, class_2: { amount: ${YUAN} } }
    clause: ${CLAUSE}
  clause: ${CLAUSE}`,
  outpatient_assistance: `
# 普通门诊救助, with a yearly cap of its own.
outpatient_assistance:
  by_class:
    class_1: { ratio: { ratio: ${PERCENT} }, cap: { amount: ${YUAN} }, clause: ${CLAUSE} }
  clause: ${CLAUSE}`,
  tilt_assistance: `
# 倾斜救助 on what is left above a line. \`all\` stands for every class.
tilt_assistance:
  line: { statistic: monitoringLine, year: current }
  ratio: { by_class: { all: { ratio: ${PERCENT} } }, clause: ${CLAUSE} }
  cap: { amount: ${YUAN} }
  clause: ${CLAUSE}`,
  tilt_gate: `
# What must be true of the care for 倾斜救助 to look at it.
tilt_gate: { needs: [referred, in_province], clause: ${CLAUSE} }`,
  second_assistance: `
# 二次救助 on the year's total cost, out-of-scope included, in brackets; \`edges\`: absolute or above_deductible.
second_assistance:
  on_application: true
  deductible: { amount: ${YUAN} }
  brackets:
    by_class: { all: { edges: absolute, steps: [{ from: ${YUAN}, ratio: ${PERCENT} }] } }
    clause: ${CLAUSE}
  cap: { amount: ${YUAN} }
  clause: ${CLAUSE}`,
  aid_offset: `
# The 大病 payment deducts what aid paid too much before its line was reached.
aid_offset: { clause: ${CLAUSE} }`,
  one_off_assistance: `
# 一次性救助 on application, opened by a recognition.
one_off_assistance:
  category: '待填：人员的法定名称'
  enrolled_this_year: true
  on_application: true
  amount: { amount: ${YUAN} }
  clause: ${CLAUSE}`,
  premium_subsidy: `
# 资助参保: a share of the year's premium, with an optional \`floor\` in yuan.
premium_subsidy:
  insurance: [resident]
  grants:
    - { categories: ${NAMES}, share: ${PERCENT}, clause: ${CLAUSE} }
  clause: ${CLAUSE}`,
  warning: `
# 预警: above which line of self-pay (in_scope or out_of_pocket) the departments are told.
warning:
  self_pay: '待填：in_scope 或 out_of_pocket'
  groups:
    - { categories: ${NAMES}, line: { share: ${PERCENT}, of: residentIncome, year: previous }, clause: ${CLAUSE} }
  clause: ${CLAUSE}`,
  admission_deposit: `
# 先诊疗后付费: who pays no deposit, under which conditions, and what is paid at admission instead.
admission_deposit:
  categories: ${NAMES}
  gates: [primary_care_referral, in_city, designated]
  payable: { amount: ${YUAN} }
  clause: ${CLAUSE}`,
  place_of_care: `
# 异地就医: by whose standards, household_registration or recognition.
place_of_care: { standards: household_registration, referral: { clause: ${CLAUSE} }, clause: ${CLAUSE} }`,
  retroactive: `
# 追溯救助: calendar_year, or { months: '12' } with a deductible and a lower ratio.
retroactive: { window: calendar_year, on_application: false, clause: ${CLAUSE} }`,
  recognition: `
# 因病致贫重病患者认定: twelve months' spending against a line.
recognition:
  category: '待填：人员的法定名称'
  validity: { months: '待填：几个月' }
  line: { share: ${PERCENT}, of: residentIncome, year: previous }
  not_in_classes: [class_1]
  clause: ${CLAUSE}`,
  outpatient_pool: `
# 职工普通门诊统筹, by hospital level 1, 2, 3. (A document of its own: subject outpatient_pool.)
outpatient_pool:
  status: { clause: ${CLAUSE} }
  deductible: { employed: ${YUAN}, retired: ${YUAN}, clause: ${CLAUSE} }
  ratio:
    employed: { '1': ${PERCENT}, '2': ${PERCENT}, '3': ${PERCENT} }
    retired: { '1': ${PERCENT}, '2': ${PERCENT}, '3': ${PERCENT} }
    primary_care_increase: ${PERCENT}
    clause: ${CLAUSE}
  cap: { employed: ${YUAN}, retired: ${YUAN}, clause: ${CLAUSE} }
  not_with_chronic_benefit: { clause: ${CLAUSE} }
  became_inpatient: { clause: ${CLAUSE} }
  clause: ${CLAUSE}`,
  personal_account: `
# 个人账户: what goes in.
personal_account:
  employed: { share_of_base: ${PERCENT}, clause: ${CLAUSE} }
  pool_only: { clause: ${CLAUSE} }
  retired: { monthly: ${YUAN}, clause: ${CLAUSE} }
  months_deemed: { clause: ${CLAUSE} }
  clause: ${CLAUSE}`,
  account_uses: `
# What the money of the account may be used for; whatever is not listed, it may not.
account_uses:
  allowed: [{ expense: in_scope_self_pay, clause: ${CLAUSE} }]
  explored: []
  forbidden: [{ expense: fitness, clause: ${CLAUSE} }]
  clause: ${CLAUSE}`,
  account_closing: `
# When an account is paid out or moves.
account_closing:
  emigration: { on_application: true, clause: ${CLAUSE} }
  death: { clause: ${CLAUSE} }
  transfer: { clause: ${CLAUSE} }
  clause: ${CLAUSE}`,
  fund_gap: `
# 基金缺口分担, after the unit's own surplus. (A document of its own: subject pooling.)
fund_gap:
  district: { city: ${PERCENT}, local: ${PERCENT} }
  county: { city: ${PERCENT}, local: ${PERCENT} }
  clause: ${CLAUSE}`,
  fund_alert: `
# Below so many payable months an alert is raised.
fund_alert: { months: '待填：几个月', clause: ${CLAUSE} }`,
  fund_calendar: `
# By when the fund's work is due: { day: '2022-12-31' }, { each_year: '09-30' } or { each_month: '20' }.
fund_calendar:
  tasks: [{ task: '待填：什么工作', by: { each_month: '20' }, clause: ${CLAUSE} }]
  clause: ${CLAUSE}`,
  cost_control: `
# A monitoring figure: it changes no payment.
cost_control: { out_of_scope_share: ${PERCENT}, clause: ${CLAUSE} }`,
  framework: `
# Only in a province's document: what it fixes for its cities, and whom it leaves the rest to.
framework:
  deductible: { by_class: { class_1: { amount: ${YUAN} } }, clause: ${CLAUSE} }
  ratio: { deferred: { to: '待填：由谁规定', clause: ${CLAUSE} } }
  clause: ${CLAUSE}`,
};
