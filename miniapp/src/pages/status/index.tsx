import { View } from '@tarojs/components';
import type { ClauseText, Identity, StatusReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Card } from '../../components/card';
import { ClauseLink } from '../../components/clause-sheet';
import { Choice } from '../../components/list';
import { Empty, Loaded } from '../../components/loaded';
import { Notice, StaleNotice } from '../../components/notice';
import { Page } from '../../components/page';
import { api } from '../../services/api';
import { useReply } from '../../services/use-reply';
import { formatFullDay } from '../../text/date';
import { isAboveZero } from '../../text/money';
import { identitySources, insurances } from '../../text/states';
import { YearOverview } from './year-overview';

const YEARS_BACK = 3;

function IdentityRow({ identity, texts }: { identity: Identity; texts: readonly ClauseText[] }) {
  const { category, classTitle, from, to, source, certifier, current, clause } = identity;
  return (
    <View className="identity">
      <View className="identity__head">
        <View className="identity__name">{category}</View>
        <View className={`tag ${current ? 'tag_green' : 'tag_quiet'}`}>{current ? '有效' : '已过期'}</View>
      </View>
      <View className="identity__note">
        {formatFullDay(from)}起，{to === null ? '长期有效' : `到${formatFullDay(to)}`}
      </View>
      <View className="identity__note">
        来自：{identitySources[source]}
        {certifier !== null && `，${certifier}认定`}
      </View>
      {classTitle !== null && classTitle !== category && (
        <View className="identity__note">在这里算作：{classTitle}</View>
      )}
      {clause !== null && <ClauseLink clause={clause} texts={texts} />}
    </View>
  );
}

function Identities({ status }: { status: StatusReply }) {
  const { identities, currentClass, insurance, region, document, year } = status;
  return (
    <Card title="我是谁">
      <View className="pair">
        <View className="pair__name">参保地</View>
        <View className="pair__value">{region.name}</View>
      </View>
      <View className="pair">
        <View className="pair__name">参加的医保</View>
        <View className="pair__value">{insurances[insurance]}</View>
      </View>
      <View className="pair">
        <View className="pair__name">今天按哪类帮您</View>
        <View className="pair__value">{currentClass?.title ?? '现在没有救助身份'}</View>
      </View>
      {identities.map((identity) => (
        <IdentityRow key={`${identity.category}${identity.from}`} identity={identity} texts={year.clauses} />
      ))}
      {identities.length === 0 && (
        <Notice tone="warm">没有查到困难身份。家里确实困难的，可以到村里或社区申请认定。</Notice>
      )}
      {document === null ? (
        <Notice tone="warm">今天，这里没有可以用的救助办法，所以算不出能帮多少。</Notice>
      ) : (
        <View className="card__foot">按《{document.title}》计算</View>
      )}
    </Card>
  );
}

/** Another year than the present one. */
function EarlierYear({ year }: { year: number }) {
  const replied = useReply('year', year, api.getBenefitYear);
  return (
    <Loaded from={replied}>
      {(reply) =>
        !reply.paid.some(({ paid }) => isAboveZero(paid)) ? (
          <Empty title={`${year} 年没有账单`} next="可以点上面，看看别的年份。" />
        ) : (
          <YearOverview year={reply} />
        )
      }
    </Loaded>
  );
}

function Years({ status }: { status: StatusReply }) {
  const present = status.year.year;
  const [chosen, setChosen] = useState(present);
  const options = Array.from({ length: YEARS_BACK }, (_, back) => ({
    value: present - back,
    name: `${present - back} 年`,
  }));
  return (
    <>
      <Choice label="看哪一年" options={options} chosen={chosen} onChoose={setChosen} />
      {chosen === present ? <YearOverview year={status.year} /> : <EarlierYear key={chosen} year={chosen} />}
    </>
  );
}

export default function Status() {
  const replied = useReply('status', 'now', api.getStatus);
  return (
    <Page title="我的保障" below>
      <Loaded from={replied}>
        {(status, isHeld) => (
          <>
            {status.freshness.stale && !isHeld && <StaleNotice asOf={status.freshness.asOf} />}
            <Identities status={status} />
            <Years status={status} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
