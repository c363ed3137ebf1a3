/** The two cities of the faults: who may be what, and where one may be treated. Codes are those of config/codes. */
import type { Bill } from '@yijiutong/rules/ledger';

export type Place = {
  institution: string;
  area: string;
  /** refl_flag and outfil_flag as the envelope carries them; absent = nobody stated them. */
  flags: { refl_flag?: '0' | '1'; outfil_flag?: '0' | '1' };
  facts: Pick<Bill, 'designated' | 'referred' | 'inProvince'>;
};

export type City = {
  region: '510400' | '420500';
  counties: readonly string[];
  identities: readonly { code: string; category: string }[];
  /** The first two are at home. */
  places: readonly Place[];
};

const nation = [
  { code: '2303', category: '低保对象' },
  { code: '2304', category: '特困人员' },
  { code: '2306', category: '因病致贫重病患者' },
  { code: '236001', category: '孤儿' },
  { code: '236002', category: '低保边缘家庭成员' },
  { code: '236005', category: '脱贫不稳定人口' },
];
const atHome = { designated: true, referred: true, inProvince: true };

export const cities: readonly City[] = [
  {
    region: '510400',
    counties: ['510402', '510403', '510411', '510421', '510422'],
    identities: [...nation, { code: '236003', category: '防止返贫监测对象' }],
    places: [
      { institution: 'H51040200001', area: '510402', flags: {}, facts: atHome },
      { institution: 'H51042100011', area: '510421', flags: {}, facts: atHome },
      { institution: 'H51040200091', area: '510402', flags: {}, facts: { ...atHome, designated: false } },
      ...placesAway('H51010700001', '510107', true),
      ...placesAway('H53010200001', '530102', false),
    ],
  },
  {
    region: '420500',
    counties: ['420502', '420503', '420506', '420527', '420528'],
    identities: nation,
    places: [
      { institution: 'H42050300001', area: '420503', flags: {}, facts: atHome },
      { institution: 'H42052700001', area: '420527', flags: {}, facts: atHome },
      { institution: 'H42050200091', area: '420502', flags: {}, facts: { ...atHome, designated: false } },
      ...placesAway('H42010600001', '420106', true),
      ...placesAway('H50010300001', '500103', false),
    ],
  },
];

/** Elsewhere: referred, on record as living there, neither, or not told (then the decision waits for the fact). */
function placesAway(institution: string, area: string, inProvince: boolean): Place[] {
  const place = (flags: Place['flags'], referred: boolean | null): Place => ({
    institution,
    area,
    flags,
    facts: { designated: true, referred, inProvince },
  });
  return [
    place({ refl_flag: '1', outfil_flag: '0' }, true),
    place({ refl_flag: '0', outfil_flag: '1' }, true),
    place({ refl_flag: '0', outfil_flag: '0' }, false),
    place({}, null),
  ];
}
