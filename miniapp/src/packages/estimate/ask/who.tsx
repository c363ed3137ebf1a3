import { asksWhen, listFamilies } from '../families';
import { Options, YesNo } from '../options';
import type { Asked, LawOfDay } from './asked';

const rest = [
  { value: 'none', name: '都不是' },
  { value: 'unknown', name: '不清楚' },
];

/** Who the family is: several may hold, and 都不是 and 不清楚 stand alone. */
export function Who({ draft, change, law }: Asked & { law: LawOfDay | null }) {
  const { who } = draft;
  const held = who === null || who === 'unknown' ? [] : who;
  const families = law === null ? [] : listFamilies(law);
  const options = [...families.map(({ category, name }) => ({ value: category, name })), ...rest];
  const isOn = (value: string) => {
    if (value === 'unknown') return who === 'unknown';
    return value === 'none' ? who !== 'unknown' && who?.length === 0 : held.includes(value);
  };
  const tap = (value: string) => {
    if (value === 'unknown') change({ who: 'unknown' });
    else if (value === 'none') change({ who: [] });
    else if (!held.includes(value)) change({ who: [...held, value] });
    else {
      const left = held.filter((one) => one !== value);
      change({ who: left.length === 0 ? null : left });
    }
  };
  return (
    <>
      <Options id="who" label="您家是哪一种" options={options} isOn={isOn} onTap={tap} several />
      {asksWhen(law, who) && (
        <YesNo
          id="recognised"
          question="今年看病，都在认定以后吗？"
          hint="认定，就是批下来了。往年就批下来的，选“是”。今年有一次是批下来以前看的，选“不是”。"
          answer={draft.recognised}
          onAnswer={(recognised) => change({ recognised })}
        />
      )}
    </>
  );
}
