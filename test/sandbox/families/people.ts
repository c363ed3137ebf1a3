/** From a family's table to the persons that the platform knows. */
import { citizenId, inventedPhone } from '../../support/people.ts';
import type { HeldIdentity, Insured, Person } from '../world.ts';
import type { Held, Household, Member, Scheme } from './table.ts';

/** psn_idet_type of a category: national values, and the demo's own 2360xx (`config/codes`). */
const IDENTITY_CODES: Readonly<Record<string, string>> = {
  低保对象: '2303',
  特困人员: '2304',
  因病致贫重病患者: '2306',
  孤儿: '236001',
  低保边缘家庭成员: '236002',
  防止返贫监测对象: '236003',
  返贫致贫人口: '236004',
  脱贫不稳定人口: '236005',
  边缘易致贫人口: '236006',
  突发严重困难人口: '236007',
};

/** insutype and psn_type of a scheme; null = not insured. */
const SCHEMES: Readonly<Record<Scheme, { insutype: string; psnType: string } | null>> = {
  resident: { insutype: '390', psnType: '1501' },
  student: { insutype: '390', psnType: '1403' },
  paused: { insutype: '390', psnType: '1501' },
  employee: { insutype: '310', psnType: '1101' },
  civil_servant: { insutype: '310', psnType: '1102' },
  retired: { insutype: '310', psnType: '1201' },
  none: null,
};

/** @param serial the running number of the person in her city: it makes her numbers */
export function buildPerson(member: Member, { county }: Household, serial: number): Person {
  const isWoman = member.sex === '女';
  return {
    psnNo: `${county}${String(serial).padStart(14, '0')}`,
    // Odd for a man, even for a woman, as GB 11643 has it.
    certno: citizenId(`990${county.slice(3)}`, member.born, serial * 2 + (isWoman ? 0 : 1)),
    name: member.name,
    phone: inventedPhone(Number(county.slice(0, 2)) * 1000 + serial),
    sex: isWoman ? '2' : '1',
    born: member.born,
    region: county,
    insured: buildInsured(member.scheme),
    identities: (member.holds ?? []).map(buildIdentity),
  };
}

function buildInsured(scheme: Scheme): Insured[] {
  const codes = SCHEMES[scheme];
  if (codes === null) return [];
  const isPaused = scheme === 'paused';
  const works = codes.insutype === '310';
  return [
    {
      ...codes,
      status: isPaused ? '2' : '1',
      from: '2018-01-01',
      pausedOn: isPaused ? '2026-01-01' : null,
      civilServant: scheme === 'civil_servant',
      employer: works ? '示例单位' : '',
      balance: works ? '2680.00' : '0.00',
    },
  ];
}

function buildIdentity([category, from, to]: Held): HeldIdentity {
  const psnIdetType = IDENTITY_CODES[category];
  if (psnIdetType === undefined) throw new Error(`no psn_idet_type for ${category}`);
  return { psnIdetType, level: '', memo: category, from, to: to ?? null };
}
