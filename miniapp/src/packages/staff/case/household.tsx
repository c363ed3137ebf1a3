/** Who belongs to the household that an application is for. */
import { View } from '@tarojs/components';
import type { DeskClaimReply, Household as Named, HouseholdRelation } from '@yijiutong/rules/contract';

import { Card } from '../../../components/card';

const relations: Record<HouseholdRelation, string> = {
  spouse: '配偶',
  child: '子女',
  parent: '父母',
  sibling: '兄弟姐妹',
  grandparent: '祖父母、外祖父母',
  grandchild: '孙子女、外孙子女',
  other: '其他',
};

export function Household({ desk: { claim } }: { desk: DeskClaimReply }) {
  return claim.kind === 'recognition' ? <HouseholdCard household={claim.household} /> : null;
}

/** Nothing, until she has said whether anybody lives with her. */
export function HouseholdCard({ household }: { household: Named }) {
  if (household.alone === null) return null;
  return (
    <Card title="共同生活的家庭成员">
      {household.alone && <View>本人说一个人住。</View>}
      {household.members.map(({ memberId, name, certno, relation }) => (
        <View key={memberId} className="pair">
          <View className="pair__name">{relations[relation]}</View>
          <View className="pair__value">
            {name}，{certno}
          </View>
        </View>
      ))}
    </Card>
  );
}
