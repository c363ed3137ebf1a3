import { View } from '@tarojs/components';
import type { StaffRole } from '@yijiutong/rules/contract';

import { speak } from '../../../components/speak';
import { Tap } from '../../../components/tap';
import { roleNames } from '../case-words';

type Props = {
  /** The posts that fit the organisation. */
  fitting: readonly StaffRole[];
  chosen: readonly StaffRole[];
  onChange: (roles: StaffRole[]) => void;
};

export function RolesField({ fitting, chosen, onChange }: Props) {
  const toggle = (role: StaffRole) =>
    onChange(chosen.includes(role) ? chosen.filter((one) => one !== role) : [...chosen, role]);
  return (
    <View {...speak({ role: 'group', label: '岗位' })}>
      <View className="card__label">岗位（可以选几样）</View>
      {fitting.map((role) => (
        <Tap
          key={role}
          id={`role-${role}`}
          className="tick__main"
          role="checkbox"
          checked={chosen.includes(role)}
          label={roleNames[role]}
          onTap={() => toggle(role)}
        >
          <View className={`tick__box${chosen.includes(role) ? ' tick__box_on' : ''}`} />
          <View className="tick__words">{roleNames[role]}</View>
        </Tap>
      ))}
      <View className="pick__note">管账号的、查记录的、办业务的，要是不同的人。</View>
    </View>
  );
}
