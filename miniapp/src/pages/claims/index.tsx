import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';

import { BigAction } from '../../components/button';
import { ClaimConsent } from '../../components/claim-consent';
import { ClaimLoaded } from '../../components/claim-loaded';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { api } from '../../services/api';
import { hasClaimConsent } from '../../services/claim-consent';
import { goToSignIn, open, openAwaited } from '../../services/road';
import { useStanding } from '../../services/session';
import { useReply } from '../../services/use-reply';
import { ClaimList } from './claim-list';

function Claims() {
  const replied = useReply('claims', 'mine', api.listClaims);
  return <ClaimLoaded from={replied}>{(reply) => <ClaimList reply={reply} />}</ClaimLoaded>;
}

/** The consent is asked for before anything about claims is. */
function ClaimsOrConsent() {
  const replied = useReply('session', 'mine', api.getSession);
  return (
    <Loaded from={replied}>
      {(session) =>
        hasClaimConsent(session) ? (
          <Claims />
        ) : (
          <>
            <View className="lead">
              看病的钱，医院窗口没结清的，在这里申请。材料拍一次就行，交上去马上有编号。
            </View>
            <ClaimConsent onGiven={replied.again} />
          </>
        )
      }
    </Loaded>
  );
}

export default function ClaimsPage() {
  const standing = useStanding();
  useDidShow(openAwaited);
  return (
    <Page title="申请救助">
      {standing === 'bound' && <ClaimsOrConsent />}
      {standing === 'unbound' && (
        <BigAction id="next-step" title="去认证" words="认证后，就能申请" onTap={() => open('binding')} />
      )}
      {standing === 'out' && (
        <BigAction id="next-step" title="登录" words="登录后，就能申请" onTap={() => goToSignIn('asked')} />
      )}
    </Page>
  );
}
