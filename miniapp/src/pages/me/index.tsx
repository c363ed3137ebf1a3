import { View } from '@tarojs/components';
import type { SessionReply } from '@yijiutong/rules/contract';

import { BigAction } from '../../components/button';
import { Card } from '../../components/card';
import { CareToggle } from '../../components/care-toggle';
import { Cell, Choice, List } from '../../components/list';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { api } from '../../services/api';
import { setDisplay, sizes, useDisplay } from '../../services/display';
import { goToSignIn, open, openDesk, openProxy } from '../../services/road';
import { useStanding } from '../../services/session';
import { useReply, type Replied } from '../../services/use-reply';
import { Consents } from './consents';
import { DataAndAccount } from './data-and-account';

function Reading() {
  const { size } = useDisplay();
  const options = sizes.map(({ size: value, name }) => ({ value, name }));
  return (
    <Card title="看得清楚">
      <CareToggle />
      <View className="card__label">字的大小</View>
      <Choice
        label="字的大小"
        options={options}
        chosen={size}
        onChoose={(chosen) => setDisplay({ size: chosen })}
      />
    </Card>
  );
}

function Who({ person, phone }: SessionReply) {
  if (person === null) {
    return (
      <BigAction
        id="to-binding"
        title="去认证"
        words="填姓名和身份证号，就能看到您的账单"
        onTap={() => open('binding')}
      />
    );
  }
  return (
    <Card>
      <View className="who__name">{person.name}</View>
      <View className="who__note">身份证 {person.certno}</View>
      {phone !== null && <View className="who__note">手机 {phone}</View>}
      <View className="who__note">参保地 {person.regionName}</View>
    </Card>
  );
}

function Mine({ replied }: { replied: Replied<SessionReply> }) {
  return (
    <Loaded from={replied}>
      {(reply) => (
        <>
          <Who {...reply} />
          <Consents given={reply.consents} again={replied.again} />
        </>
      )}
    </Loaded>
  );
}

export default function Me() {
  const standing = useStanding();
  const replied = useReply('session', standing === 'out' ? null : 'mine', api.getSession);
  return (
    <Page title="我的">
      {standing === 'out' ? (
        <BigAction
          id="next-step"
          title="登录"
          words="登录后，看看三层保障帮了您多少"
          onTap={() => goToSignIn('asked')}
        />
      ) : (
        <Mine replied={replied} />
      )}
      <Reading />
      {standing === 'bound' && (
        <List>
          <Cell
            id="to-proxy"
            title="代办"
            note="请人帮我办，或者我帮别人办"
            onTap={() => openProxy('mandates')}
          />
        </List>
      )}
      {standing !== 'out' && <DataAndAccount />}
      <List>
        <Cell id="to-desk" title="工作人员登录" onTap={openDesk} />
      </List>
      <View className="end">看不懂、办不了，打 12393 医保热线</View>
    </Page>
  );
}
