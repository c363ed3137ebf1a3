import type { ClaimFacts, PaperNeed } from '@yijiutong/rules/claim';
import { findPaper, listPapers } from '@yijiutong/rules/claim';
import { parseDay } from '@yijiutong/rules/kernel';

import { readClaimData, type ClaimData } from '../../../bff/src/storage/claim-data.ts';
import { configDir } from '../law.fixture.ts';

type Bill = ClaimFacts['bills'][number];
const on = parseDay('2026-11-21');
let data: ClaimData;
beforeAll(async () => {
  data = await readClaimData(configDir);
});

const bill = (kind: Bill['kind'], source: Bill['source'], injury: boolean | null, ref = 'bill-1'): Bill => ({
  ref,
  kind,
  source,
  injury,
});

/** `own papers | papers of the bill`; an exclamation mark: the platform holds it. */
function write(needs: readonly PaperNeed[]): string {
  const line = (of: string | null) =>
    needs
      .filter((need) => need.bill === of)
      .map(({ paper, held }) => (held === 'platform' ? `${paper}!` : paper))
      .join(' ');
  return `${line(null)} | ${line('bill-1')}`;
}

// prettier-ignore
test.each<[Bill['kind'], Bill['source'], 'known' | 'unknown', 'accident' | 'no accident' | 'not said', string]>([
  ['inpatient', 'platform', 'known', 'accident', 'identity_card assistance_identity! bank_card | settlement_sheet! invoice injury_statement'],
  ['inpatient', 'platform', 'known', 'no accident', 'identity_card assistance_identity! bank_card | settlement_sheet! invoice'],
  ['inpatient', 'platform', 'known', 'not said', 'identity_card assistance_identity! bank_card | settlement_sheet! invoice'],
  ['inpatient', 'platform', 'unknown', 'accident', 'identity_card assistance_identity bank_card | settlement_sheet! invoice injury_statement'],
  ['inpatient', 'platform', 'unknown', 'no accident', 'identity_card assistance_identity bank_card | settlement_sheet! invoice'],
  ['inpatient', 'platform', 'unknown', 'not said', 'identity_card assistance_identity bank_card | settlement_sheet! invoice'],
  ['inpatient', 'paper', 'known', 'accident', 'identity_card assistance_identity! bank_card | settlement_sheet invoice cost_list discharge_record injury_statement'],
  ['inpatient', 'paper', 'known', 'no accident', 'identity_card assistance_identity! bank_card | settlement_sheet invoice cost_list discharge_record'],
  ['inpatient', 'paper', 'known', 'not said', 'identity_card assistance_identity! bank_card | settlement_sheet invoice cost_list discharge_record'],
  ['inpatient', 'paper', 'unknown', 'accident', 'identity_card assistance_identity bank_card | settlement_sheet invoice cost_list discharge_record injury_statement'],
  ['inpatient', 'paper', 'unknown', 'no accident', 'identity_card assistance_identity bank_card | settlement_sheet invoice cost_list discharge_record'],
  ['inpatient', 'paper', 'unknown', 'not said', 'identity_card assistance_identity bank_card | settlement_sheet invoice cost_list discharge_record'],
  ['chronic_outpatient', 'platform', 'known', 'accident', 'identity_card assistance_identity! bank_card | settlement_sheet! prescription injury_statement'],
  ['chronic_outpatient', 'platform', 'known', 'no accident', 'identity_card assistance_identity! bank_card | settlement_sheet! prescription'],
  ['chronic_outpatient', 'platform', 'known', 'not said', 'identity_card assistance_identity! bank_card | settlement_sheet! prescription'],
  ['chronic_outpatient', 'platform', 'unknown', 'accident', 'identity_card assistance_identity bank_card | settlement_sheet! prescription injury_statement'],
  ['chronic_outpatient', 'platform', 'unknown', 'no accident', 'identity_card assistance_identity bank_card | settlement_sheet! prescription'],
  ['chronic_outpatient', 'platform', 'unknown', 'not said', 'identity_card assistance_identity bank_card | settlement_sheet! prescription'],
  ['chronic_outpatient', 'paper', 'known', 'accident', 'identity_card assistance_identity! bank_card | settlement_sheet invoice cost_list prescription injury_statement'],
  ['chronic_outpatient', 'paper', 'known', 'no accident', 'identity_card assistance_identity! bank_card | settlement_sheet invoice cost_list prescription'],
  ['chronic_outpatient', 'paper', 'known', 'not said', 'identity_card assistance_identity! bank_card | settlement_sheet invoice cost_list prescription'],
  ['chronic_outpatient', 'paper', 'unknown', 'accident', 'identity_card assistance_identity bank_card | settlement_sheet invoice cost_list prescription injury_statement'],
  ['chronic_outpatient', 'paper', 'unknown', 'no accident', 'identity_card assistance_identity bank_card | settlement_sheet invoice cost_list prescription'],
  ['chronic_outpatient', 'paper', 'unknown', 'not said', 'identity_card assistance_identity bank_card | settlement_sheet invoice cost_list prescription'],
  ['special_drug', 'platform', 'known', 'accident', 'identity_card assistance_identity! bank_card | settlement_sheet! special_drug_form! prescription injury_statement'],
  ['special_drug', 'platform', 'known', 'no accident', 'identity_card assistance_identity! bank_card | settlement_sheet! special_drug_form! prescription'],
  ['special_drug', 'platform', 'known', 'not said', 'identity_card assistance_identity! bank_card | settlement_sheet! special_drug_form! prescription'],
  ['special_drug', 'platform', 'unknown', 'accident', 'identity_card assistance_identity bank_card | settlement_sheet! special_drug_form! prescription injury_statement'],
  ['special_drug', 'platform', 'unknown', 'no accident', 'identity_card assistance_identity bank_card | settlement_sheet! special_drug_form! prescription'],
  ['special_drug', 'platform', 'unknown', 'not said', 'identity_card assistance_identity bank_card | settlement_sheet! special_drug_form! prescription'],
  ['special_drug', 'paper', 'known', 'accident', 'identity_card assistance_identity! bank_card | settlement_sheet invoice special_drug_form prescription diagnosis injury_statement'],
  ['special_drug', 'paper', 'known', 'no accident', 'identity_card assistance_identity! bank_card | settlement_sheet invoice special_drug_form prescription diagnosis'],
  ['special_drug', 'paper', 'known', 'not said', 'identity_card assistance_identity! bank_card | settlement_sheet invoice special_drug_form prescription diagnosis'],
  ['special_drug', 'paper', 'unknown', 'accident', 'identity_card assistance_identity bank_card | settlement_sheet invoice special_drug_form prescription diagnosis injury_statement'],
  ['special_drug', 'paper', 'unknown', 'no accident', 'identity_card assistance_identity bank_card | settlement_sheet invoice special_drug_form prescription diagnosis'],
  ['special_drug', 'paper', 'unknown', 'not said', 'identity_card assistance_identity bank_card | settlement_sheet invoice special_drug_form prescription diagnosis'],
  ['ordinary_outpatient', 'platform', 'known', 'accident', 'identity_card assistance_identity! bank_card | settlement_sheet! prescription injury_statement'],
  ['ordinary_outpatient', 'platform', 'known', 'no accident', 'identity_card assistance_identity! bank_card | settlement_sheet! prescription'],
  ['ordinary_outpatient', 'platform', 'known', 'not said', 'identity_card assistance_identity! bank_card | settlement_sheet! prescription'],
  ['ordinary_outpatient', 'platform', 'unknown', 'accident', 'identity_card assistance_identity bank_card | settlement_sheet! prescription injury_statement'],
  ['ordinary_outpatient', 'platform', 'unknown', 'no accident', 'identity_card assistance_identity bank_card | settlement_sheet! prescription'],
  ['ordinary_outpatient', 'platform', 'unknown', 'not said', 'identity_card assistance_identity bank_card | settlement_sheet! prescription'],
  ['ordinary_outpatient', 'paper', 'known', 'accident', 'identity_card assistance_identity! bank_card | settlement_sheet invoice cost_list prescription injury_statement'],
  ['ordinary_outpatient', 'paper', 'known', 'no accident', 'identity_card assistance_identity! bank_card | settlement_sheet invoice cost_list prescription'],
  ['ordinary_outpatient', 'paper', 'known', 'not said', 'identity_card assistance_identity! bank_card | settlement_sheet invoice cost_list prescription'],
  ['ordinary_outpatient', 'paper', 'unknown', 'accident', 'identity_card assistance_identity bank_card | settlement_sheet invoice cost_list prescription injury_statement'],
  ['ordinary_outpatient', 'paper', 'unknown', 'no accident', 'identity_card assistance_identity bank_card | settlement_sheet invoice cost_list prescription'],
  ['ordinary_outpatient', 'paper', 'unknown', 'not said', 'identity_card assistance_identity bank_card | settlement_sheet invoice cost_list prescription'],
  ['other', 'platform', 'known', 'accident', 'identity_card assistance_identity! bank_card | settlement_sheet! invoice injury_statement'],
  ['other', 'platform', 'known', 'no accident', 'identity_card assistance_identity! bank_card | settlement_sheet! invoice'],
  ['other', 'platform', 'known', 'not said', 'identity_card assistance_identity! bank_card | settlement_sheet! invoice'],
  ['other', 'platform', 'unknown', 'accident', 'identity_card assistance_identity bank_card | settlement_sheet! invoice injury_statement'],
  ['other', 'platform', 'unknown', 'no accident', 'identity_card assistance_identity bank_card | settlement_sheet! invoice'],
  ['other', 'platform', 'unknown', 'not said', 'identity_card assistance_identity bank_card | settlement_sheet! invoice'],
  ['other', 'paper', 'known', 'accident', 'identity_card assistance_identity! bank_card | settlement_sheet invoice cost_list diagnosis injury_statement'],
  ['other', 'paper', 'known', 'no accident', 'identity_card assistance_identity! bank_card | settlement_sheet invoice cost_list diagnosis'],
  ['other', 'paper', 'known', 'not said', 'identity_card assistance_identity! bank_card | settlement_sheet invoice cost_list diagnosis'],
  ['other', 'paper', 'unknown', 'accident', 'identity_card assistance_identity bank_card | settlement_sheet invoice cost_list diagnosis injury_statement'],
  ['other', 'paper', 'unknown', 'no accident', 'identity_card assistance_identity bank_card | settlement_sheet invoice cost_list diagnosis'],
  ['other', 'paper', 'unknown', 'not said', 'identity_card assistance_identity bank_card | settlement_sheet invoice cost_list diagnosis'],
])('%s, %s, identity %s, %s: %s', (kind, source, identity, accident, expected) => {
  const injury = accident === 'not said' ? null : accident === 'accident';
  const facts = { bills: [bill(kind, source, injury)], identityKnown: identity === 'known' };
  expect(write(listPapers(data.papersOf('420500', on), facts))).toBe(expected);
});

describe('a list of papers', () => {
  const list = (facts: ClaimFacts, region = '420500') => listPapers(data.papersOf(region, on), facts);
  const titleOf = (region: string, paper: string) => findPaper(data.papersOf(region, on), paper, null)?.title;

  test('has the person’s own papers once, and each bill’s papers in the order of the bills', () => {
    const bills = [bill('other', 'platform', false, 'b'), bill('inpatient', 'platform', true, 'a')];
    const keys = list({ bills, identityKnown: false }).map(({ paper, bill: ref }) => `${ref ?? ''}:${paper}`);
    expect(keys).toEqual([
      ':identity_card',
      ':assistance_identity',
      ':bank_card',
      'b:settlement_sheet',
      'b:invoice',
      'a:settlement_sheet',
      'a:invoice',
      'a:injury_statement',
    ]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('without a bill is the person’s own', () => {
    expect(list({ bills: [], identityKnown: true }).map(({ paper }) => paper)).toEqual([
      'identity_card',
      'assistance_identity',
      'bank_card',
    ]);
  });

  test('says of each paper what it is, where one gets it, and how long it serves', () => {
    const [card] = list({ bills: [], identityKnown: true });
    expect(card).toEqual({
      paper: 'identity_card',
      bill: null,
      held: null,
      title: '居民身份证（户口簿）',
      words: '身份证正反两面各拍一张。孩子没有身份证的，拍户口簿上本人那一页。',
      source: '自己保管的证件。丢了到派出所补办。',
      maxPages: 2,
      reuseMonths: 24,
      mayExcuse: false,
    });
    expect(findPaper(data.papersOf('420500', on), 'invoice', 'x')?.reuseMonths).toBeNull();
  });

  test('proves an identity by what the authority gives, never by a letter of the village', () => {
    const { words, source } = findPaper(data.papersOf('420500', on), 'assistance_identity', null) ?? {};
    expect(words).toBe('低保证、特困证、监测对象等认定材料。');
    expect(source).not.toContain('居');
  });

  test('never asks for the electronic insurance certificate or an application form', () => {
    const { kinds } = data.papersOf('420500', on);
    expect(
      [...kinds.values()].map(({ title }) => title).filter((title) => /电子凭证|^申请表/.test(title)),
    ).toEqual([]);
  });

  test('has the region’s own words where it has any, and nobody else’s', () => {
    expect(titleOf('510400', 'special_drug_form')).toBe('单行支付药品使用申请表');
    expect(titleOf('420500', 'special_drug_form')).toBe('双通道药品使用申请表');
    expect(titleOf('450200', 'special_drug_form')).toBe('双通道药品使用申请表');
    expect(titleOf('510400', 'invoice')).toBe('医疗收费票据');
  });

  test('finds any known paper for a notice of correction, and none that nobody describes', () => {
    const lists = data.papersOf('420500', on);
    expect(findPaper(lists, 'discharge_record', 'a')).toMatchObject({ bill: 'a', held: null, maxPages: 10 });
    expect(findPaper(lists, 'medal', null)).toBeNull();
  });

  test('whoever asks to be recognised is not asked for the proof that she is', () => {
    const lists = data.papersOf('420500', on);
    const facts = {
      bills: [],
      identityKnown: false,
      seeksRecognition: true,
      alsoNeeded: ['household_register'],
    };
    const papers = listPapers(lists, facts).map(({ paper }) => paper);
    expect(papers).toEqual(['identity_card', 'bank_card', 'household_register']);
  });
});
