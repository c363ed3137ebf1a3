import { View } from '@tarojs/components';
import type { ClaimReply } from '@yijiutong/rules/contract';

import { Card } from '../../../components/card';
import { Tap } from '../../../components/tap';
import { homeName, relationNames } from '../course-words';
import { openOwn } from '../own-road';

/** Where the family lives, to be changed as long as nobody has been there; and who belongs to it. */
export function Living({ claim }: { claim: ClaimReply }) {
  const { claimId, home, household, maySetHome, kind } = claim;
  const change = maySetHome && (
    <Tap id="change-home" className="change" label="改住在哪个村" onTap={() => openOwn('home', claimId)}>
      {home === null ? '去填' : '改'}
    </Tap>
  );
  if (home === null && !maySetHome) return null;
  return (
    <Card title="住在哪里" aside={change}>
      <View>{home === null ? '还没有填，填了办得快一点' : homeName(home)}</View>
      {kind === 'recognition' && (
        <View className="checked__note">
          {household.alone === true
            ? '一个人住'
            : `一起住的：${household.members.map(({ name, relation }) => `${relationNames[relation]}${name}`).join('、')}`}
        </View>
      )}
    </Card>
  );
}
